package io.tocsin.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertRule;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.KeywordCount;
import io.tocsin.avro.Mention;
import io.tocsin.avro.Post;
import io.tocsin.avro.RawPost;
import io.tocsin.avro.RuleManifest;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.avro.Silence;
import io.tocsin.avro.SourceEvent;
import io.tocsin.avro.SourceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every schema that was released stays in {@code history}, as {@code <version>/<record>.avsc}; what
 * is built now must read what they wrote and be read by them.
 */
class SchemaHistoryTest {

  private static final Path HISTORY = Path.of("src/test/resources/history");

  private static final Map<String, Schema> CURRENT =
      Stream.of(
              RawPost.getClassSchema(),
              Post.getClassSchema(),
              EnrichedPost.getClassSchema(),
              AlertRule.getClassSchema(),
              RuleManifest.getClassSchema(),
              Mention.getClassSchema(),
              AlertEvent.getClassSchema(),
              Alert.getClassSchema(),
              KeywordCount.getClassSchema(),
              ServiceStatus.getClassSchema(),
              Silence.getClassSchema(),
              SourceState.getClassSchema(),
              SourceEvent.getClassSchema())
          .collect(
              Collectors.toMap(Schema::getName, Function.identity(), (a, b) -> a, TreeMap::new));

  static List<Path> released() throws IOException {
    try (Stream<Path> files = Files.walk(HISTORY)) {
      return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList();
    }
  }

  static List<Schema> current() {
    return List.copyOf(CURRENT.values());
  }

  @ParameterizedTest
  @MethodSource("released")
  void shouldFitEverySchemaThatWasReleased(Path file) throws IOException {
    Schema old = new SchemaParser().parse(file).mainSchema();
    Schema now = CURRENT.get(old.getName());

    assertThat(now).as("%s was released and must not vanish", old.getName()).isNotNull();
    assertCompatible(now, old);
    assertCompatible(old, now);
    assertThat(symbols(now)).as("a symbol, once released, stays").containsAll(symbols(old));
  }

  /** Also writes what is built now to {@code target/history}, as it is to be kept at a release. */
  @Test
  void shouldHaveReleasedEveryRecordThatStandsOnATopic() throws IOException {
    Path target = Files.createDirectories(Path.of("target/history"));
    for (Schema schema : CURRENT.values()) {
      Files.writeString(
          target.resolve(schema.getName() + ".avsc"),
          SchemaFormatter.format("json/pretty", schema) + "\n");
    }

    assertThat(released().stream().map(file -> file.getFileName().toString().replace(".avsc", "")))
        .containsAll(CURRENT.keySet());
  }

  @ParameterizedTest
  @MethodSource("current")
  void shouldDocumentEveryFieldAndGiveTimesALogicalType(Schema schema) {
    for (Schema part : parts(schema)) {
      switch (part.getType()) {
        case RECORD -> part.getFields().forEach(field -> check(part, field));
        case ENUM -> assertThat(part.getEnumDefault()).as(part.getFullName()).isEqualTo("UNKNOWN");
        default -> assertThat(part.getType()).isNotEqualTo(Schema.Type.FIXED);
      }
    }
  }

  /** The schema and all that it is made of, records that recur once each. */
  private static Set<Schema> parts(Schema schema) {
    Set<Schema> found = new LinkedHashSet<>();
    Deque<Schema> open = new ArrayDeque<>(List.of(schema));
    while (!open.isEmpty()) {
      Schema next = open.pop();
      if (found.add(next)) {
        switch (next.getType()) {
          case RECORD -> next.getFields().forEach(field -> open.push(field.schema()));
          case UNION -> next.getTypes().forEach(open::push);
          case ARRAY -> open.push(next.getElementType());
          case MAP -> open.push(next.getValueType());
          default -> {}
        }
      }
    }
    return found;
  }

  private static Set<String> symbols(Schema schema) {
    return parts(schema).stream()
        .filter(part -> part.getType() == Schema.Type.ENUM)
        .flatMap(part -> part.getEnumSymbols().stream().map(s -> part.getFullName() + "." + s))
        .collect(Collectors.toSet());
  }

  private static void check(Schema record, Schema.Field field) {
    String name = record.getFullName() + "." + field.name();
    assertThat(field.doc()).as(name).isNotBlank();
    if (field.name().endsWith("At") || field.name().equals("at")) {
      assertThat(isTime(field.schema())).as(name).isTrue();
    }
  }

  private static boolean isTime(Schema schema) {
    Schema type = schema.isUnion() ? schema.getTypes().get(schema.getTypes().size() - 1) : schema;
    return LogicalTypes.timestampMillis().equals(type.getLogicalType());
  }

  private static void assertCompatible(Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    assertThat(result.getType())
        .as(result.getDescription())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }
}
