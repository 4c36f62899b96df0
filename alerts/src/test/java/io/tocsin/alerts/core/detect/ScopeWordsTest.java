package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeWordsTest {

  @ParameterizedTest
  @CsvSource(
      value = {
        "UA, , Ukraine",
        "UA~negated, , Ukraine",
        "XX, , NULL",
        "unknown, , NULL",
        "place:geonames:703448, Kyiv, Kyiv",
        "place:geonames:703448, , NULL",
        "place:iso3166:UA, the country, Ukraine",
        "place:iso3166:XX, Xland, Xland",
        "entity:text:ann lee, Ann Lee, Ann Lee",
        "entity:text:ann lee, , ann lee",
        "entity:wikidata:Q7817~planned, WHO, WHO",
        "entity:unknown, , NULL",
        "source:wire, , wire",
        "tag:conflict, , conflict"
      },
      nullValues = "NULL")
  void shouldCallAScopeWhatPeopleCallIt(
      String scope, @Nullable String called, @Nullable String expected) {
    assertThat(ScopeWords.name(scope, called)).isEqualTo(expected);
  }

  @Test
  void shouldCallOverallNothing() {
    assertThat(ScopeWords.name("", "Kyiv")).isNull();
    assertThat(ScopeWords.written("", null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "UA, Ukraine, ' in Ukraine (UA)'",
    "UA, , ' in Ukraine (UA)'",
    "unknown, , ' in unknown'",
    "place:geonames:703448, Kyiv, ' on Kyiv (place:geonames:703448)'",
    "place:geonames:703448, , ' on place:geonames:703448'",
    "source:wire, wire, ' on source:wire'",
    "UA~negated, Ukraine, ' in Ukraine (UA~negated)'"
  })
  void shouldWriteAScopeBesideItsName(String scope, @Nullable String name, String expected) {
    assertThat(ScopeWords.written(scope, name)).isEqualTo(expected);
  }

  @Nested
  class InAlerts {

    private final Rule rule = Rules.rule("evacuation").build();
    private final List<AlertEvent> events = new ArrayList<>();
    private final InMemoryKeyStates states = new InMemoryKeyStates();
    private DetectStage stage = stage();

    private DetectStage stage() {
      return new DetectStage(id -> rule, new InMemoryPendingMentions(), states);
    }

    private void mention(String post, @Nullable String called, long time) {
      stage.hold(Rules.named(rule, "place:geonames:703448", called, "s" + post, post, time, null));
    }

    private void advance(long time) {
      stage.advance(
          time,
          output -> {
            if (output instanceof AlertEvent event) {
              events.add(event);
            }
          });
    }

    @Test
    void shouldTakeTheNameOfTheFirstPostThatHasOneAndKeepItToTheEnd() {
      mention("c", "Kyjiw", at(1, 9, 3));
      mention("a", null, at(1, 9, 1));
      mention("b", "Kyiv", at(1, 9, 2));
      advance(at(1, 9, 5));
      for (int i = 0; i < 40; i++) {
        mention("more" + i, "Kiev", at(1, 9, 6) + i);
      }
      advance(at(1, 9, 8));
      stage = stage();
      advance(at(3, 0, 0));

      assertThat(events).hasSizeGreaterThan(2);
      assertThat(events).extracting(event -> event.alert().scopeName()).containsOnly("Kyiv");
      assertThat(events.get(0).alert().summary()).contains(" on Kyiv (geonames:703448) in ");
      assertThat(events.get(events.size() - 1).type()).isEqualTo(AlertEvent.Type.RESOLVED);
    }

    @Test
    void shouldGoWithoutANameUntilAPostHasOne() {
      mention("a", null, at(1, 9, 1));
      mention("b", null, at(1, 9, 2));
      mention("c", null, at(1, 9, 3));
      advance(at(1, 9, 5));
      for (int i = 0; i < 9; i++) {
        mention("more" + i, "Kyiv", at(1, 9, 12) + i);
      }
      advance(at(1, 9, 30));

      assertThat(events.get(0).alert().scopeName()).isNull();
      assertThat(events.get(0).alert().summary()).contains(" on geonames:703448 in ");
      assertThat(events.get(events.size() - 1).alert().scopeName()).isEqualTo("Kyiv");
    }
  }
}
