package io.tocsin.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.dashboard.core.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  private static TimeRange range(String from, String to) {
    return Parameters.of(Map.of("from", List.of(from), "to", List.of(to)), Set.of("from", "to"))
        .range();
  }

  @Test
  void shouldReadARangeInAnyZone() {
    TimeRange range = range("2026-03-01T05:00:00-05:00", "2026-03-01T11:30:00.250Z");
    assertThat(range.from()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    assertThat(range.to()).isEqualTo(Instant.parse("2026-03-01T11:30:00.250Z"));
    assertThat(range.contains(range.from())).isTrue();
    assertThat(range.contains(range.to())).isFalse();
    assertThat(Parameters.of(Map.of(), Set.of()).range())
        .isEqualTo(new TimeRange(TimeRange.EARLIEST, TimeRange.LATEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-03-01",
        "2026-03-01T10:00",
        "1772359200000",
        "2026-02-30T10:00:00Z",
        "1969-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "+999999999-12-31T23:59:59Z"
      })
  void shouldRefuseWhatIsNoTime(String text) {
    assertThatThrownBy(() -> range(text, "2026-03-01T10:00:00Z"))
        .isInstanceOf(ApiProblem.class)
        .hasMessage(
            "from: \"%s\"; expected a time from 1970 to 9999 in ISO-8601 with its zone: 2026-03-01T10:00:00Z",
            text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z"})
  void shouldRefuseARangeThatEndsBeforeItBegins(String from) {
    assertThatThrownBy(() -> range(from, "2026-03-01T10:00:00Z"))
        .isInstanceOf(ApiProblem.class)
        .hasMessage("from: \"%s\"; expected a time before to, 2026-03-01T10:00:00Z", from);
  }

  @Test
  void shouldSayWhatMustBeThere() {
    Parameters none = Parameters.of(Map.of(), Set.of("rule"));
    assertThatThrownBy(() -> none.required("rule", "the id of a rule"))
        .isInstanceOf(ApiProblem.class)
        .hasMessage("rule: \"\"; expected the id of a rule");
  }
}
