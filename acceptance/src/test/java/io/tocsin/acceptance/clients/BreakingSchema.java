package io.tocsin.acceptance.clients;

import io.tocsin.avro.AlertEvent;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/** Changes to the schema of alert events that somebody could not read. */
enum BreakingSchema {
  /** Old records do not have it. */
  FIELD_WITHOUT_DEFAULT(
      "\"fields\":[{\"name\":\"eventId\"",
      "\"fields\":[{\"name\":\"channel\",\"type\":\"string\"},{\"name\":\"eventId\""),
  /** Old readers ask for it. */
  FIELD_RENAMED("\"name\":\"eventId\"", "\"name\":\"id\""),
  /** Neither reads the other. */
  TYPE_CHANGED(
      "{\"name\":\"sequence\",\"type\":\"int\"", "{\"name\":\"sequence\",\"type\":\"string\"");

  private final String was;
  private final String becomes;

  BreakingSchema(String was, String becomes) {
    this.was = was;
    this.becomes = becomes;
  }

  /** The changed schema. */
  Schema schema() {
    String current = AlertEvent.getClassSchema().toString();
    if (!current.contains(was)) {
      throw new IllegalStateException(was + " is not in " + current);
    }
    return new SchemaParser().parse(current.replace(was, becomes)).mainSchema();
  }
}
