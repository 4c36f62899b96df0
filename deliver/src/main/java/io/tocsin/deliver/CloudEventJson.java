package io.tocsin.deliver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.avro.AlertEvent;
import io.tocsin.schemas.AvroJson;
import java.nio.charset.StandardCharsets;

/** An alert event by CloudEvents 1.0, JSON format, structured mode. */
final class CloudEventJson {
  static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

  private static final String SOURCE = "/tocsin/alerts";

  private CloudEventJson() {}

  /**
   * The same attributes as the headers on the topic, the alert as the subject, and {@code
   * alertlink}, which leads to it on the page.
   */
  static byte[] of(Happening happening, AlertLink link) {
    AlertEvent event = happening.event();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("specversion", "1.0")
        .put("id", event.getEventId())
        .put("type", happening.type())
        .put("source", SOURCE)
        .put("time", event.getAt().toString())
        .put("subject", event.getAlertId())
        .put("alertlink", link.of(event.getAlertId()))
        .put("datacontenttype", "application/json");
    json.set("data", AvroJson.of(event));
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
