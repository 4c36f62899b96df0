package io.tocsin.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertQueryTest {

  @Test
  void shouldAskForTheFirstHundredOfAllWhereNothingIsSaid() {
    AlertQuery query = AlertQuery.of(Map.of());
    assertThat(query.limit()).isEqualTo(100);
    assertThat(query.evidence()).isTrue();
    assertThat(query.filter().statuses()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit | 0 | limit: \"0\"; expected a whole number from 1 to 1000",
        "limit | 1001 | limit: \"1001\"; expected a whole number from 1 to 1000",
        "limit | many | limit: \"many\"; expected a whole number from 1 to 1000",
        "status | OPEN,x | status: \"x\"; expected one of OPEN, RESOLVED, RETRACTED, UNKNOWN",
        "evidence | yes | evidence: \"yes\"; expected true or false",
        "statuses | OPEN | statuses: \"unknown\"; expected evidence, limit, namespace, rule"
      })
  void shouldSayWhatIsWrong(String name, String value, String told) {
    assertThatThrownBy(() -> AlertQuery.of(Map.of(name, List.of(value))))
        .isInstanceOf(ApiProblem.class)
        .hasMessageStartingWith(told);
  }

  @Test
  void shouldRefuseWhatIsGivenTwiceOrTooLong() {
    assertThatThrownBy(() -> AlertQuery.of(Map.of("text", List.of("a", "b"))))
        .hasMessageContaining("given 2 times");
    assertThatThrownBy(() -> AlertQuery.of(Map.of("text", List.of("a".repeat(1_001)))))
        .hasMessageContaining("at most 1000 characters");
  }
}
