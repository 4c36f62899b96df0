package io.tocsin.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.TopicSpec.Cleanup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document, made from the catalogue. */
class AsyncApiTest {
  private static final Path DOCUMENT = Path.of("../docs/asyncapi.yaml");
  private static final Path AVRO = Path.of("src/main/avro");
  private static final String NAMESPACE = "news";

  private final Topics topics = Topics.of(NAMESPACE, ClockMode.LIVE, 3, AvroSerdes.inMemory());

  /**
   * On a difference this test writes what the document should be to {@code target}; {@code
   * -Dtocsin.docs.update=true} writes the document.
   */
  @Test
  void shouldBeDocumentedAsItIs() throws IOException {
    String document = document();
    Files.writeString(Path.of("target/asyncapi.yaml"), document);
    if (Boolean.getBoolean("tocsin.docs.update")) {
      Files.writeString(DOCUMENT, document);
    }

    assertThat(Files.readString(DOCUMENT))
        .as("docs/asyncapi.yaml; current: schemas/target/asyncapi.yaml")
        .isEqualTo(document);
  }

  @Test
  void shouldReferToFilesThatAreThere() throws IOException {
    List<String> references =
        Files.readString(DOCUMENT)
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("$ref: \"../") || line.startsWith("- ../"))
            .map(line -> line.replaceAll("^(\\$ref: \"|- )|\"$", ""))
            .toList();

    assertThat(references)
        .hasSizeGreaterThan(12)
        .allSatisfy(file -> assertThat(DOCUMENT.resolveSibling(file)).isRegularFile());
  }

  private String document() {
    StringBuilder out = new StringBuilder(Parts.HEAD);
    out.append("channels:\n");
    topics.all().forEach(topic -> out.append(channel(topic)));
    out.append("\noperations:\n");
    topics.all().forEach(topic -> operations(topic, out));
    out.append("\ncomponents:\n").append(Parts.PARAMETERS).append("  messages:\n");
    messages().forEach((name, text) -> out.append(text));
    return out.append(Parts.TRAITS).toString();
  }

  private String channel(TopicSpec<?, ?> topic) {
    StringBuilder messages = new StringBuilder();
    for (String message : messagesOf(topic)) {
      messages.append(
          "      %s:%n        $ref: \"#/components/messages/%s\"%n".formatted(message, message));
    }
    return """
      %s:
        address: "{namespace}.%s"
        title: %s
        description: >-
          Key: %s. Kept: %s.%s
        parameters:
          namespace:
            $ref: "#/components/parameters/namespace"
        messages:
    %s    bindings:
          kafka:
            topicConfiguration:
              cleanup.policy: [%s]
    %s          max.message.bytes: %d
            bindingVersion: 0.5.0
    """
        .indent(0)
        .formatted(
            id(topic),
            shortName(topic),
            shortName(topic),
            plain(topic.content().key()),
            kept(topic),
            topic.content().controls()
                ? " Watermarks pass among the data: null values under keys that begin with"
                    + " ~watermark/."
                : "",
            messages,
            topic.cleanup().policy().replace(",", ", "),
            retention(topic),
            topic.maxMessageBytes());
  }

  private static String retention(TopicSpec<?, ?> topic) {
    return topic.cleanup() == Cleanup.COMPACT
        ? ""
        : "          retention.ms: %d%n".formatted(topic.retention().toMillis());
  }

  private static String kept(TopicSpec<?, ?> topic) {
    return topic.cleanup() == Cleanup.COMPACT
        ? "the latest record of each key"
        : topic.retention().toDays() + " days";
  }

  private void operations(TopicSpec<?, ?> topic, StringBuilder out) {
    topic.access().writers().forEach(party -> out.append(operation(party, "send", topic)));
    topic.access().readers().forEach(party -> out.append(operation(party, "receive", topic)));
  }

  private static String operation(Party party, String action, TopicSpec<?, ?> topic) {
    return """
      %s-%s-%s:
        action: %s
        title: %s
        channel:
          $ref: "#/channels/%s"
        tags:
          - name: %s
    """
        .formatted(
            party.label(),
            action.equals("send") ? "writes" : "reads",
            id(topic),
            action,
            plain(party.description()),
            id(topic),
            party.label());
  }

  /** Every message of the channels, by name. */
  private Map<String, String> messages() {
    Map<String, String> messages = new LinkedHashMap<>();
    topics
        .schemas()
        .forEach(
            (subject, schema) -> {
              if (isOnATopicOfTheCatalogue(subject)) {
                messages.put(schema.getName(), message(schema));
              }
            });
    messages.put("RawPostJson", Parts.RAW_POST_JSON);
    messages.put("DeadLetter", Parts.DEAD_LETTER);
    messages.put("Redriven", Parts.REDRIVEN);
    return messages;
  }

  private boolean isOnATopicOfTheCatalogue(String subject) {
    return topics.names().stream().anyMatch(name -> subject.startsWith(name + "-"));
  }

  private List<String> messagesOf(TopicSpec<?, ?> topic) {
    if (topic.name().equals(topics.rawPosts().name())) {
      return List.of("RawPost", "RawPostJson");
    }
    if (topic.name().equals(topics.rules().name())) {
      return List.of("AlertRule", "RuleManifest");
    }
    if (topic.valueSerde() instanceof AvroSerde<?> avro) {
      return List.of(avro.schema().getName());
    }
    return List.of(topic.name().endsWith(".dead-letters") ? "DeadLetter" : "Redriven");
  }

  private static String message(Schema schema) {
    String others =
        parts(schema).stream()
            .map(name -> "        - ../schemas/src/main/avro/" + name + ".avsc\n")
            .collect(Collectors.joining());
    return """
        %s:
          name: %s
          title: %s
          contentType: application/avro
    %s      payload:
            schemaFormat: application/vnd.apache.avro;version=1.9.0
            schema:
              $ref: "../schemas/src/main/avro/%s.avsc"
    %s"""
        .formatted(
            schema.getName(),
            schema.getName(),
            schema.getName(),
            schema.getName().equals("AlertEvent") ? Parts.CLOUD_EVENT : "",
            schema.getName(),
            others.isEmpty() ? "" : "      x-types-in:\n" + others);
  }

  /** Records within a schema that have files of their own. */
  private static Set<String> parts(Schema schema) {
    Set<String> found = new TreeSet<>();
    collect(schema, found);
    found.remove(schema.getName());
    return found;
  }

  private static void collect(Schema schema, Set<String> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (!Files.exists(AVRO.resolve(schema.getName() + ".avsc"))
            || found.add(schema.getName())) {
          schema.getFields().forEach(field -> collect(field.schema(), found));
        }
      }
      case ARRAY -> collect(schema.getElementType(), found);
      case MAP -> collect(schema.getValueType(), found);
      case UNION -> schema.getTypes().forEach(type -> collect(type, found));
      default -> {
        // nothing within
      }
    }
  }

  private static String shortName(TopicSpec<?, ?> topic) {
    return topic.name().substring(NAMESPACE.length() + 1);
  }

  /** {@code posts.enriched} as {@code postsEnriched}. */
  private static String id(TopicSpec<?, ?> topic) {
    String[] words = shortName(topic).split("[.-]", -1);
    return words[0]
        + Stream.of(words)
            .skip(1)
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
  }

  private static String plain(String text) {
    return text.replace("`", "").replace(": ", " ");
  }

  /** What the catalogue does not know. */
  private static final class Parts {
    private static final String HEAD =
        """
        # Made from the catalogue (io.tocsin.schemas.Topics) by AsyncApiTest: change it there.
        asyncapi: 3.0.0
        info:
          title: Tocsin's topics
          version: 0.1.0
          description: >-
            What stands on the topics of a namespace, and who writes and reads them. Values are Avro in Confluent's wire format (a zero byte, the
            schema's id in four bytes, Avro binary); subjects are the topic's name and "-value", compatibility FULL_TRANSITIVE. Read with
            isolation.level=read_committed. docs/subscribe.md tells subscribers the rest, docs/security.md the rights that follow from the operations.
          license:
            name: Apache-2.0
            url: https://www.apache.org/licenses/LICENSE-2.0
        defaultContentType: application/avro

        servers:
          cluster:
            host: "{bootstrap}"
            protocol: kafka
            description: The brokers of tocsin.kafka.bootstrap.servers; TLS and logins are in docs/security.md.
            variables:
              bootstrap:
                default: localhost:9092

        """;
    private static final String PARAMETERS =
        """
          parameters:
            namespace:
              description: What all names begin with (tocsin.namespace); a replay has one of its own.
              default: news
        """;
    private static final String CLOUD_EVENT =
        """
              traits:
                - $ref: "#/components/messageTraits/cloudEvent"
        """;
    private static final String RAW_POST_JSON =
        """
            RawPostJson:
              name: RawPostJson
              title: A raw post as JSON, told from Avro by its first byte
              contentType: application/json
              payload:
                schemaFormat: application/schema+json;version=draft-07
                schema:
                  type: object
                  required: [source, id]
                  description: In full in docs/raw-posts.schema.json.
                  x-schema: raw-posts.schema.json
        """;
    private static final String DEAD_LETTER =
        """
            DeadLetter:
              name: DeadLetter
              title: What could not be taken, with its key and bytes as they came
              contentType: application/octet-stream
              headers:
                type: object
                required: [tocsin.reason, tocsin.service, tocsin.at]
                properties:
                  tocsin.reason: {type: string, description: Machine code of the reason.}
                  tocsin.reason.detail: {type: string, description: The reason in words.}
                  tocsin.service: {type: string, description: The service that refused the record.}
                  tocsin.stage: {type: string, description: The stage at which it failed.}
                  tocsin.at: {type: string, format: date-time, description: When it was refused.}
                  tocsin.timestamp: {type: string, description: Timestamp of the record in epoch milliseconds.}
                  tocsin.origin: {type: string, description: Its source, where that can be told.}
                  tocsin.original.size: {type: string, description: Length of the whole value in bytes where it was cut.}
                  tocsin.original.sha256: {type: string, description: SHA-256 of the whole value where it was cut.}
              payload: {}
        """;
    private static final String REDRIVEN =
        """
            Redriven:
              name: Redriven
              title: That a dead letter was sent back
              contentType: text/plain
              payload:
                type: string
                description: ISO-8601 interval, when it was refused and when it was sent back.
        """;
    private static final String TRAITS =
        """
          messageTraits:
            cloudEvent:
              description: CloudEvents 1.0, Kafka protocol binding, binary mode.
              headers:
                type: object
                required: [ce_specversion, ce_id, ce_type, ce_source, ce_time, content-type]
                properties:
                  ce_specversion: {type: string, const: "1.0"}
                  ce_id: {type: string, description: The event id, the idempotency key.}
                  ce_type: {type: string, description: io.tocsin.alert. and what happened, in lower case.}
                  ce_source: {type: string, const: /tocsin/alerts}
                  ce_time: {type: string, format: date-time, description: Event time.}
                  content-type: {type: string, const: application/avro}
        """;
  }
}
