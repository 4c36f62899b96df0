package io.tocsin.alerts.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.Highlight;
import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Signature;
import io.tocsin.alerts.core.detect.WarmStart;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WarmStartRecordsTest {

  private static final String HEADER = "tocsin.warm-start";
  private static final GeoPoint BROVARY = new GeoPoint(50.51809, 30.80671);

  /** By a build of format 1, the same of a mention without a point. */
  private static final String FORMAT_1 =
      """
      AQAAAAQBAAZmbGlnaHQABGhhc2gAAAABAAAABAIABmZsaWdodAAEaGFzaAAAAAEAAAACBmZsaWdodAMEaGFzaBJwbGFjZTp0ZXh0
      OmJyb3ZhcnkBB0Jyb3ZhcnkBAAABfuYUWAAAAAF+5hRYAAZ3aXJlOjECBHdpcmUBBHRlc3QDAf4DZAzDnGJlcnNjaHJpZnQBFmh0
      dHBzOi8vd2lyZS5leGFtcGxlLzEOQWxsIG11c3QgbGVhdmUBCQ4BAgdwbGFubmVkBnF1b3RlZAAGZmxpZ2h0AwRoYXNoEnBsYWNl
      OnRleHQ6YnJvdmFyeQEHQnJvdmFyeQEAAAF+5hRYAAAAAX7mFFgABndpcmU6MQIEd2lyZQEEdGVzdAMB/gNkAAAAAAECB3BsYW5u
      ZWQGcXVvdGVkAAMABmZsaWdodAAEaGFzaAAAAAEAAlVBAAAAAQAp0qAEAAZmbGlnaHQABGhhc2gAAAABAAAABIAAAAAAAAAA
      """;

  private static MentionEvent made(@Nullable GeoPoint point) {
    return new MentionEvent(
        "flight",
        3,
        "hash",
        "place:text:brovary",
        "Brovary",
        point,
        1,
        1_644_537_600_000L,
        1_644_537_600_000L,
        "wire:1",
        2,
        "wire",
        new Signature("test", new byte[] {1, -2, 3}, 100),
        "Überschrift",
        "https://wire.example/1",
        "All must leave",
        List.of(new Highlight(9, 14)),
        true,
        List.of("planned", "quoted"),
        null);
  }

  private static List<WarmStart> told(MentionEvent made) {
    return List.of(
        new WarmStart.Begun("flight", "hash", 1, 4),
        new WarmStart.Found("flight", "hash", 1, List.of(made, made.withoutTexts())),
        new WarmStart.Busy("flight", "hash", 1, "UA", List.of(1_644_537_600_000L)),
        new WarmStart.Ended("flight", "hash", 1, 4, Long.MIN_VALUE));
  }

  private static byte[] bytes() {
    RecordHeaders headers = new RecordHeaders();
    WarmStartRecords.write(told(made(BROVARY)), headers);
    return headers.lastHeader(HEADER).value();
  }

  private static List<WarmStart> read(byte[] bytes) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(HEADER, bytes);
    return WarmStartRecords.read(headers);
  }

  @Test
  void shouldComeBackAsItWasWritten() {
    assertThat(read(bytes())).isEqualTo(told(made(BROVARY)));
  }

  @Test
  void shouldReadWhatAnOlderBuildWrote() {
    byte[] old = Base64.getMimeDecoder().decode(FORMAT_1);

    assertThat(old[0]).isEqualTo((byte) 1);
    assertThat(read(old)).isEqualTo(told(made(null)));
  }

  @Test
  void shouldSeeNothingInOtherRecords() {
    assertThat(WarmStartRecords.read(new RecordHeaders())).isEmpty();
  }

  @Test
  void shouldPassOverWhatANewerReleaseWrites() {
    byte[] newer = bytes();
    newer[0] = 3;
    assertThat(read(newer)).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsCutShortWhereverItIsCut() {
    byte[] whole = bytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(HEADER);
    }
  }
}
