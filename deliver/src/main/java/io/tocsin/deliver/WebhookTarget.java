package io.tocsin.deliver;

import io.tocsin.deliver.core.Outcome;
import io.tocsin.deliver.core.WebhookSignature;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.List;

/** A webhook: one signed CloudEvent a request. */
final class WebhookTarget implements Target {
  private final URI url;
  private final AlertLink link;
  private final WebhookSignature signature;
  private final HttpSender sender;
  private final InstantSource clock;

  WebhookTarget(
      URI url, AlertLink link, WebhookSignature signature, HttpSender sender, InstantSource clock) {
    this.url = url;
    this.link = link;
    this.signature = signature;
    this.sender = sender;
    this.clock = clock;
  }

  @Override
  public Outcome deliver(Happening happening) {
    byte[] body = CloudEventJson.of(happening, link);
    String id = happening.event().getEventId();
    long now = clock.instant().getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", CloudEventJson.CONTENT_TYPE)
            .header("User-Agent", HttpSender.AGENT)
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(now))
            .header("webhook-signature", signature.of(id, now, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return sender.send(List.of(request)).get(0);
  }
}
