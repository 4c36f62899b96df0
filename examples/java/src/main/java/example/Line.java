package example;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;

/**
 * What is printed of a record.
 *
 * @param id whose state it tells
 * @param sequence its place among the records of that id
 */
record Line(String id, int sequence, String text) {

  static Line ofAlert(GenericRecord event) {
    GenericRecord alert = (GenericRecord) event.get("alert");
    long sources = records(alert, "evidence").stream().map(evidence -> text(evidence, "source")).distinct().count();
    String id = text(event, "alertId");
    int sequence = (int) event.get("sequence");
    return line(
        id,
        sequence,
        moment(event, "at"),
        text(event, "type"),
        text(alert, "severity"),
        text(alert, "summary"),
        text(event, "reason"),
        sources + " sources");
  }

  static Line ofPost(GenericRecord enriched) {
    GenericRecord post = (GenericRecord) enriched.get("post");
    String countries =
        ((List<?>) enriched.get("countries")).stream().map(String::valueOf).collect(Collectors.joining(","));
    return line(
        text(post, "postKey"),
        (int) post.get("revision"),
        moment(post, "seenAt"),
        text(post, "status"),
        text(enriched, "language"),
        countries,
        text(post, "title"));
  }

  private static Line line(String id, int sequence, String... fields) {
    return new Line(id, sequence, String.join(" | ", fields) + " | " + id + "#" + sequence);
  }

  private static String moment(GenericRecord record, String field) {
    return Instant.ofEpochMilli((long) record.get(field)).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String text(GenericRecord record, String field) {
    return String.valueOf(record.get(field));
  }

  @SuppressWarnings("unchecked")
  private static List<GenericRecord> records(GenericRecord record, String field) {
    return (List<GenericRecord>) record.get(field);
  }
}
