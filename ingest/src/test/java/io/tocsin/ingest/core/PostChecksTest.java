package io.tocsin.ingest.core;

import static io.tocsin.ingest.core.Posts.post;
import static io.tocsin.ingest.core.Readings.accepted;
import static io.tocsin.ingest.core.Readings.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.core.Reading.Rejected;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PostChecksTest {

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(post().from(" ", "7"), RejectReason.MISSING_FIELD, "source: blank"),
        Arguments.of(post().from("a", "\t"), RejectReason.MISSING_FIELD, "id: blank"),
        Arguments.of(post().from("a:b", "7"), RejectReason.RESERVED_CHARACTER, "\"a:b\""),
        Arguments.of(post().from("~a", "7"), RejectReason.RESERVED_CHARACTER, "\"~a\""),
        Arguments.of(post().from("a\u0000b", "7"), RejectReason.CONTROL_CHARACTER, "a\\u0000b"),
        Arguments.of(post().from("a", "x\u202Ey"), RejectReason.CONTROL_CHARACTER, "id: "),
        Arguments.of(post().from("a", "x\u034Fy"), RejectReason.CONTROL_CHARACTER, "id: "),
        Arguments.of(post().from("a", "x\uD800"), RejectReason.CONTROL_CHARACTER, "\\ud800"),
        Arguments.of(post().from("s".repeat(201), "7"), RejectReason.FIELD_TOO_LONG, "source: "),
        Arguments.of(post().from("a", "i".repeat(501)), RejectReason.FIELD_TOO_LONG, "at most 500"),
        Arguments.of(post().text("t".repeat(2_001), ""), RejectReason.FIELD_TOO_LONG, "title: "),
        Arguments.of(post().text("", "b".repeat(200_001)), RejectReason.FIELD_TOO_LONG, "body: "),
        Arguments.of(post().revision(-1), RejectReason.BAD_NUMBER, "revision: -1 is negative"),
        Arguments.of(
            post().published(Instant.parse("9999-01-01T00:00:00Z")),
            RejectReason.BAD_DATE,
            "publishedAt: 9999-01-01T00:00:00Z"),
        Arguments.of(
            post().updated(Instant.ofEpochMilli(Long.MIN_VALUE)),
            RejectReason.BAD_DATE,
            "updatedAt: "),
        Arguments.of(post().text(" ", "\n"), RejectReason.NO_TEXT, "title, body: both empty"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void shouldRefuseWithReasonAndValue(Posts faulty, RejectReason reason, String detail) {
    Rejected<SourcePost> refusal = rejected(PostChecks.check(faulty.delivered()));
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.detail()).contains(detail);
  }

  @Test
  void shouldTakeAKillWithoutText() {
    SourcePost kill = post().claim(Claim.WITHHELD).text("", "").delivered();
    assertThat(accepted(PostChecks.check(kill)).claim()).isEqualTo(Claim.WITHHELD);
  }

  @Test
  void shouldTakeWhatIsJustAtTheLimit() {
    SourcePost post =
        post()
            .from("s".repeat(200), "i".repeat(500))
            .text("t".repeat(2_000), "b".repeat(200_000))
            .delivered();
    assertThat(accepted(PostChecks.check(post))).isEqualTo(post);
  }

  @Test
  void shouldStripSourceAndId() {
    SourcePost post = accepted(PostChecks.check(post().from(" gazette ", "\n7").delivered()));
    assertThat(post.postKey()).isEqualTo("gazette:7");
  }

  @Test
  void shouldTakeAColonInTheId() {
    SourcePost post = accepted(PostChecks.check(post().from("a", "tag:x,2022:~7").delivered()));
    assertThat(post.postKey()).isEqualTo("a:tag:x,2022:~7");
  }

  @Test
  void shouldBoundExtra() {
    Map<String, String> extra = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      extra.put("key" + i, "v".repeat(5_000));
    }
    SourcePost p = post().delivered();
    SourcePost post =
        new SourcePost(
            p.source(),
            p.id(),
            null,
            Claim.USABLE,
            null,
            false,
            null,
            "t",
            "b",
            null,
            null,
            null,
            null,
            null,
            extra);
    Map<String, String> kept = accepted(PostChecks.check(post)).extra();
    assertThat(kept).hasSizeBetween(1, Limits.EXTRA_ENTRIES);
    assertThat(kept.values()).allMatch(value -> value.length() <= Limits.EXTRA_VALUE);
    assertThat(
            kept.entrySet().stream()
                .mapToInt(e -> e.getKey().length() + e.getValue().length())
                .sum())
        .isLessThanOrEqualTo(Limits.EXTRA_TOTAL);
  }

  @Test
  void shouldTellSizeAndFormOfRawBytes() {
    assertThat(rejected(RawBytes.check(null)).reason()).isEqualTo(RejectReason.EMPTY_VALUE);
    assertThat(rejected(RawBytes.check(new byte[0])).reason()).isEqualTo(RejectReason.EMPTY_VALUE);
    Rejected<byte[]> large = rejected(RawBytes.check(new byte[5_000_000]));
    assertThat(large.reason()).isEqualTo(RejectReason.TOO_LARGE);
    assertThat(large.detail()).contains("5000000 bytes", "at most 1048576");
    assertThat(RawBytes.isAvro(new byte[] {0, 1})).isTrue();
    assertThat(RawBytes.isAvro(new byte[] {'{'})).isFalse();
  }
}
