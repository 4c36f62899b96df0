package io.tocsin.ingest.core;

import static io.tocsin.ingest.core.Readings.accepted;
import static io.tocsin.ingest.core.Readings.rejected;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.core.Reading.Rejected;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPostsTest {

  private static Reading<SourcePost> read(String json) {
    return JsonPosts.read(json.getBytes(UTF_8));
  }

  private static SourcePost post(String fields) {
    return accepted(read("{\"source\":\"gazette\",\"id\":\"7\"" + fields + "}"));
  }

  private static Rejected<SourcePost> refusal(String fields) {
    return rejected(read("{\"source\":\"gazette\",\"id\":\"7\"" + fields + "}"));
  }

  @Nested
  class OfGoodPosts {
    @Test
    void shouldTakeEveryField() {
      SourcePost post =
          post(
              """
              ,"revision":3,"status":"USABLE","publishedAt":"2022-02-11T10:00:00+01:00",
              "publishedAtEstimated":true,"updatedAt":1644571800000,"title":"T","body":"B",
              "url":"https://a.example/7","language":"en","author":"A","collection":"blog",
              "collectionAbout":"Kyiv; Ukraine",
              "extra":{"k":"v"}
              """);
      assertThat(post.revision()).isEqualTo(3);
      assertThat(post.publishedAt()).isEqualTo(Instant.parse("2022-02-11T09:00:00Z"));
      assertThat(post.publishedAtEstimated()).isTrue();
      assertThat(post.updatedAt()).isEqualTo(Instant.parse("2022-02-11T09:30:00Z"));
      assertThat(post.title()).isEqualTo("T");
      assertThat(post.body()).isEqualTo("B");
      assertThat(post.url()).isEqualTo("https://a.example/7");
      assertThat(post.language()).isEqualTo("en");
      assertThat(post.author()).isEqualTo("A");
      assertThat(post.collection()).isEqualTo("blog");
      assertThat(post.collectionAbout()).isEqualTo("Kyiv; Ukraine");
      assertThat(post.extra()).containsExactly(java.util.Map.entry("k", "v"));
      assertThat(post.postKey()).isEqualTo("gazette:7");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1644571800",
          "1644571800.0",
          "1644571800000",
          "\"1644571800\"",
          "\"Fri, 11 Feb 2022 10:30:00 +0100\"",
          "\"2022-02-11 09:30:00 UTC\""
        })
    void shouldTakeTimesAsSourcesWriteThem(String time) {
      SourcePost post = post(",\"publishedAt\":" + time + ",\"updatedAt\":" + time);
      assertThat(post.publishedAt()).isEqualTo(Instant.parse("2022-02-11T09:30:00Z"));
      assertThat(post.updatedAt()).isEqualTo(post.publishedAt());
    }

    @Test
    void shouldTakeNullForMissing() {
      SourcePost post = post(",\"title\":null,\"url\":null,\"status\":null,\"publishedAt\":null");
      assertThat(post.title()).isEmpty();
      assertThat(post.url()).isNull();
      assertThat(post.claim()).isEqualTo(Claim.USABLE);
      assertThat(post.publishedAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"usable,USABLE", "withheld,WITHHELD", "Canceled,CANCELED"})
    void shouldTakeAStatusInAnyCase(String text, Claim claim) {
      assertThat(post(",\"status\":\"" + text + "\"").claim()).isEqualTo(claim);
    }

    @Test
    void shouldKeepUnknownFieldsAsText() {
      SourcePost post = post(",\"section\":\"world\",\"votes\":4,\"geo\":{\"lat\":1.5},\"x\":null");
      assertThat(post.extra())
          .containsOnly(
              java.util.Map.entry("section", "world"),
              java.util.Map.entry("votes", "4"),
              java.util.Map.entry("geo", "{\"lat\":1.5}"));
    }

    @Test
    void shouldIgnoreSeenAt() {
      assertThat(post(",\"seenAt\":\"2022-02-11T10:00:00Z\"").extra()).isEmpty();
    }

    @Test
    void shouldTakeAByteOrderMark() {
      assertThat(accepted(read("\uFEFF{\"source\":\"a\",\"id\":\"b\"}")).source()).isEqualTo("a");
    }
  }

  @Nested
  class OfBadPosts {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '\0',
        value = {
          "{\"source\": | BROKEN_JSON",
          "not json | BROKEN_JSON",
          "{\"a\":1} {\"b\":2} | BROKEN_JSON",
          "{\"id\":\"1\",\"id\":\"2\"} | BROKEN_JSON",
          "{\"id\":NaN} | BROKEN_JSON",
          "[] | WRONG_SHAPE",
          "\"post\" | WRONG_SHAPE",
          "7 | WRONG_SHAPE",
          "null | WRONG_SHAPE",
          "{} | MISSING_FIELD",
          "{\"source\":\"a\"} | MISSING_FIELD",
          "{\"source\":null,\"id\":\"1\"} | MISSING_FIELD",
          "{\"source\":\"a\",\"id\":1} | WRONG_TYPE",
          "{\"source\":[],\"id\":\"1\"} | WRONG_TYPE",
        })
    void shouldBeRefusedWithTheirReason(String json, RejectReason reason) {
      assertThat(rejected(read(json)).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '\0',
        value = {
          "\"title\":7 | WRONG_TYPE | title: \"7\" is a number; expected a string",
          "\"revision\":1.5 | WRONG_TYPE | revision: \"1.5\" is a number; expected a whole number",
          "\"revision\":99999999999999999999 | WRONG_TYPE | expected a whole number of 64 bits",
          "\"publishedAtEstimated\":\"yes\" | WRONG_TYPE | expected true or false",
          "\"extra\":[1] | WRONG_TYPE | extra: \"[1]\" is an array; expected an object",
          "\"erase\":true | BAD_STATUS | erase: true with status USABLE; expected a status that takes",
          "\"status\":\"live\" | BAD_STATUS | status: \"live\" is unknown; expected USABLE",
          "\"publishedAt\":\"yesterday\" | BAD_DATE | publishedAt: \"yesterday\" is not a time",
          "\"publishedAt\":\"2022-02-11T10:00:00\" | BAD_DATE | expected ISO-8601 or RFC 1123",
          "\"publishedAt\":true | BAD_DATE | publishedAt: \"true\" is not a time",
          "\"updatedAt\":20220211 | BAD_DATE | updatedAt: \"20220211\" is not a time",
          "\"updatedAt\":1e999 | BAD_DATE | is not a time",
          "\"updatedAt\":\"+999999999-01-01T00:00:00Z\" | BAD_DATE | updatedAt",
        })
    void shouldBeToldFieldAndValue(String field, RejectReason reason, String detail) {
      Rejected<SourcePost> refusal = refusal("," + field);
      assertThat(refusal.reason()).isEqualTo(reason);
      assertThat(refusal.detail()).contains(detail);
    }

    @Test
    void shouldBeToldTheInvalidByte() {
      byte[] bytes = "{\"source\":\"a?\"}".getBytes(UTF_8);
      bytes[12] = (byte) 0xff;
      Rejected<SourcePost> refusal = rejected(JsonPosts.read(bytes));
      assertThat(refusal.reason()).isEqualTo(RejectReason.INVALID_UTF8);
      assertThat(refusal.detail()).contains("0xff at position 12");
    }

    @Test
    void shouldBeRefusedWhenTheyEndWithinACharacter() {
      byte[] bytes = {'{', '"', (byte) 0xc3};
      assertThat(rejected(JsonPosts.read(bytes)).reason()).isEqualTo(RejectReason.INVALID_UTF8);
    }

    @Test
    void shouldBeRefusedWhenNestedTooDeep() {
      String deep = "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
      assertThat(rejected(read(deep)).reason()).isEqualTo(RejectReason.BROKEN_JSON);
    }

    @Test
    void shouldBeRefusedForNumbersWithoutEnd() {
      assertThat(refusal(",\"n\":" + "9".repeat(5_000)).reason())
          .isEqualTo(RejectReason.BROKEN_JSON);
    }

    @Test
    void shouldShowOnlyTheBeginningOfALongValue() {
      assertThat(refusal(",\"status\":\"" + "x".repeat(100_000) + "\"").detail())
          .hasSizeLessThan(250)
          .contains("(100000 characters)");
    }

    @Test
    void shouldShowControlCharactersEscaped() {
      assertThat(refusal(",\"status\":\"a\\n\\u202eb\"").detail()).contains("a\\u000a\\u202eb");
    }
  }

  @Property(tries = 2_000)
  void shouldNeverThrow(@ForAll byte[] bytes) {
    assertThat(JsonPosts.read(bytes)).isInstanceOf(Rejected.class);
  }

  @Property(tries = 1_000)
  void shouldNeverThrowForDamagedPosts(@ForAll int position, @ForAll byte damage) {
    byte[] bytes =
        "{\"source\":\"a\",\"id\":\"é\",\"publishedAt\":1644571800000,\"extra\":{\"k\":[1]}}"
            .getBytes(UTF_8);
    bytes[Math.floorMod(position, bytes.length)] = damage;
    assertThat(JsonPosts.read(bytes)).isNotNull();
  }
}
