package io.tocsin.runtime.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private static final Instant AT = Instant.parse("2022-02-11T18:00:00Z");
  private static final Source SOURCE = new Source("news.posts.raw", 2, 41, 1_644_600_000_000L);
  private static final Reason NOT_JSON =
      new Reason("not-json", "value: expected a JSON object, got \"<html\"");

  private final DeadLetters deadLetters = new DeadLetters("ingest", 10);

  static Map<String, String> texts(Headers headers) {
    Map<String, String> texts = new TreeMap<>();
    headers.forEach(header -> texts.put(header.key(), new String(header.value(), UTF_8)));
    return texts;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void shouldKeepKeyAndValueAndTellTheReason() {
    DeadLetter letter =
        deadLetters.letter(bytes("k"), bytes("<html"), new RecordHeaders(), SOURCE, NOT_JSON, AT);

    assertThat(letter.key()).isEqualTo(bytes("k"));
    assertThat(letter.value()).isEqualTo(bytes("<html"));
    assertThat(texts(letter.headers()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "tocsin.reason", "not-json",
                "tocsin.reason.detail", NOT_JSON.detail(),
                "tocsin.service", "ingest",
                "tocsin.at", "2022-02-11T18:00:00Z",
                "tocsin.timestamp", "1644600000000",
                "__streams.errors.topic", "news.posts.raw",
                "__streams.errors.partition", "2",
                "__streams.errors.offset", "41"));
  }

  @Test
  void shouldKeepNullKeysAndValues() {
    DeadLetter letter = deadLetters.letter(null, null, new RecordHeaders(), SOURCE, NOT_JSON, AT);

    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isNull();
  }

  @Test
  void shouldBecomeAProducerRecordWithTheTimeOfRefusal() {
    ProducerRecord<byte[], byte[]> record =
        deadLetters
            .letter(bytes("k"), bytes("v"), new RecordHeaders(), SOURCE, NOT_JSON, AT)
            .toProducerRecord("news.ingest.dead-letters");

    assertThat(record.topic()).isEqualTo("news.ingest.dead-letters");
    assertThat(record.partition()).isNull();
    assertThat(record.timestamp()).isEqualTo(AT.toEpochMilli());
  }

  @Test
  void shouldTakePlaceAndTimeFromAProcessorsContext() {
    MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    context.setRecordMetadata("news.posts.raw", 3, 7);
    context.setCurrentSystemTimeMs(AT.toEpochMilli());

    Record<byte[], byte[]> record =
        deadLetters.rejected(context, new Record<>(bytes("k"), bytes("v"), 5), NOT_JSON);

    assertThat(record.timestamp()).isEqualTo(AT.toEpochMilli());
    assertThat(texts(record.headers()))
        .containsEntry("__streams.errors.partition", "3")
        .containsEntry("__streams.errors.offset", "7")
        .containsEntry("tocsin.timestamp", "5")
        .containsEntry("tocsin.at", "2022-02-11T18:00:00Z");
  }

  @Nested
  class Limits {
    @Test
    void shouldCutALongValueAndKeepItsSizeAndHash() {
      DeadLetter letter =
          deadLetters.letter(
              bytes("k"), bytes("abcdefghijklmnop"), new RecordHeaders(), SOURCE, NOT_JSON, AT);

      assertThat(letter.value()).isEqualTo(bytes("abcdefghij"));
      assertThat(texts(letter.headers()))
          .containsEntry("tocsin.original.size", "16")
          .containsEntry(
              "tocsin.original.sha256",
              "f39dac6cbaba535e2c207cd0cd8f154974223c848f727f98b3564cea569b41cf");
    }

    @Test
    void shouldNotCutAValueOfJustTheLimit() {
      DeadLetter letter =
          deadLetters.letter(
              bytes("k"), bytes("abcdefghij"), new RecordHeaders(), SOURCE, NOT_JSON, AT);

      assertThat(letter.value()).hasSize(10);
      assertThat(texts(letter.headers())).doesNotContainKey("tocsin.original.size");
    }

    @Test
    void shouldCutAnExcessiveKey() {
      DeadLetter letter =
          deadLetters.letter(
              new byte[1 << 20], bytes("v"), new RecordHeaders(), SOURCE, NOT_JSON, AT);

      assertThat(letter.key()).hasSize(64 << 10);
    }

    @Test
    void shouldKeepSmallHeadersOnly() {
      Headers headers =
          new RecordHeaders()
              .add("small", bytes("x"))
              .add("empty", null)
              .add("big", new byte[64 << 10]);

      Headers kept =
          deadLetters.letter(bytes("k"), bytes("v"), headers, SOURCE, NOT_JSON, AT).headers();

      assertThat(kept.lastHeader("small").value()).isEqualTo(bytes("x"));
      assertThat(kept.lastHeader("empty").value()).isNull();
      assertThat(kept.lastHeader("big")).isNull();
      assertThat(headers.lastHeader("big")).as("the record's own headers").isNotNull();
    }

    @Test
    void shouldNotLetARecordForgeTheReason() {
      Headers forged = new RecordHeaders().add("tocsin.reason", bytes("all-fine"));

      Headers headers =
          deadLetters.letter(bytes("k"), bytes("v"), forged, SOURCE, NOT_JSON, AT).headers();

      assertThat(headers.headers("tocsin.reason")).hasSize(1);
      assertThat(texts(headers)).containsEntry("tocsin.reason", "not-json");
    }

    @Test
    void shouldCutALongDetailBetweenCharacters() {
      Reason reason = new Reason("not-json", "x".repeat(498) + "😀😀😀");

      assertThat(reason.detail()).hasSize(499).endsWith("x…");
      assertThat(new Reason("not-json", "y".repeat(500)).detail()).isEqualTo("y".repeat(500));
    }

    @Test
    void shouldRefuseACodeThatIsNoCode() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Reason("Not JSON", ""))
          .withMessageContaining("Not JSON");
    }
  }

  @Nested
  class Rates {
    @Test
    void shouldAllowSoManyInAWindowAndNotOneMore() {
      FailureRate rate = new FailureRate(3, java.time.Duration.ofMinutes(1));

      assertThat(Arrays.asList(0, 20, 40))
          .allSatisfy(second -> assertThat(rate.exceededBy(AT.plusSeconds(second))).isFalse());
      assertThat(rate.exceededBy(AT.plusSeconds(59))).isTrue();
      assertThat(rate.exceededBy(AT.plusSeconds(60))).as("the first is forgotten").isFalse();
    }

    @Test
    void shouldAllowNothingWhereNoneIsAllowed() {
      assertThat(new FailureRate(0, java.time.Duration.ofMinutes(1)).exceededBy(AT)).isTrue();
    }
  }
}
