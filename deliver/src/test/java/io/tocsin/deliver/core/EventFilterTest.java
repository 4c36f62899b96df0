package io.tocsin.deliver.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.deliver.core.EventFilter.Facts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventFilterTest {
  private static Facts facts(String severity, String rule, String scope) {
    return new Facts(severity, rule, scope, Map.of("desk", "europe"), false);
  }

  private static EventFilter filter(
      List<String> severities, List<String> rules, List<String> scopes) {
    return new EventFilter(severities, rules, scopes, Map.of());
  }

  @Test
  void shouldLetEverythingPassThatNoPartKeepsBack() {
    assertThat(EventFilter.ALL.lets(facts("", "any", ""))).isTrue();
    EventFilter filter = filter(List.of("critical", "warning"), List.of(), List.of());
    assertThat(filter.lets(facts("warning", "any", "UA"))).isTrue();
    assertThat(filter.lets(facts("info", "any", "UA"))).isFalse();
    assertThat(filter.lets(facts("", "any", "UA"))).isFalse();
  }

  @Test
  void shouldTakeNamesAndTheirBeginnings() {
    EventFilter filter =
        filter(List.of(), List.of("war-*", "flood"), List.of("UA", "tag:*", "overall"));
    assertThat(filter.lets(facts("", "war-north", "tag:unrest"))).isTrue();
    assertThat(filter.lets(facts("", "flood", ""))).isTrue();
    assertThat(filter.lets(facts("", "flood", "UA2"))).isFalse();
    assertThat(filter.lets(facts("", "floods", "UA"))).isFalse();
  }

  @Test
  void shouldWantAllLabels() {
    EventFilter filter =
        new EventFilter(List.of(), List.of(), List.of(), Map.of("desk", "europe", "team", "one"));
    assertThat(filter.lets(facts("", "flood", "UA"))).isFalse();
    assertThat(
            filter.lets(
                new Facts("", "flood", "UA", Map.of("desk", "europe", "team", "one"), false)))
        .isTrue();
  }

  @Test
  void shouldLetPassWhateverTakesBackButOnlyOfItsRules() {
    EventFilter filter = filter(List.of("critical"), List.of("flood"), List.of());
    assertThat(filter.lets(new Facts("info", "flood", "UA", Map.of(), true))).isTrue();
    assertThat(filter.lets(new Facts("info", "fire", "UA", Map.of(), true))).isFalse();
  }
}
