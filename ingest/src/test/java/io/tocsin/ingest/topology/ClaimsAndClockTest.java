package io.tocsin.ingest.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a post claims of its times, the clock goes as if it claimed nothing. */
class ClaimsAndClockTest {
  private static final int POSTS = 6;

  /** What later stages take their time from: of each record its time, and the watermarks. */
  private static List<Instant> times(String claims) {
    List<Instant> times = new ArrayList<>();
    try (IngestDriver ingest = IngestDriver.live()) {
      for (int i = 0; i < POSTS; i++) {
        String id = "\"id\":\"" + i + "\",\"title\":\"T\"";
        ingest.send("{\"source\":\"a\"," + id + claims + "}", IngestDriver.BEGIN.plusSeconds(i));
        ingest.pass(Duration.ofSeconds(1));
        ingest.output().forEach(record -> times.add(record.getRecordTime()));
        ingest
            .status()
            .forEach(
                status -> {
                  if (status.getWatermark() != null) {
                    times.add(status.getWatermark());
                  }
                });
      }
      assertThat(ingest.deadLetters()).isEmpty();
    }
    return times;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"publishedAt\":\"2099-12-31T23:59:59Z\"",
        ",\"publishedAt\":\"1900-01-01T00:00:00Z\"",
        ",\"publishedAt\":\"Sat, 12 Feb 2022 09:00:00 GMT\"",
        ",\"updatedAt\":\"2199-12-31T23:59:59Z\"",
        ",\"updatedAt\":\"1901-01-01T00:00:00Z\"",
        ",\"seenAt\":\"2099-12-31T23:59:59Z\"",
        ",\"publishedAt\":7258118399,\"updatedAt\":7258118399999,\"seenAt\":0"
      })
  void shouldNotMoveTheClock(String claims) {
    List<Instant> unclaimed = times("");
    assertThat(unclaimed).hasSizeGreaterThan(2 * POSTS);
    assertThat(times(claims)).isEqualTo(unclaimed);
  }
}
