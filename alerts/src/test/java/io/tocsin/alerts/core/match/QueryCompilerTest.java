package io.tocsin.alerts.core.match;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryCompilerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evacuate OR evacuation OR \"leave immediately\"",
        "(troops OR army) AND border",
        "invasion NOT insect",
        "a OR b NOT c",
        "\"air raid\"~3",
        "evacuat*",
        "evacuatoin~1",
        "entity:\"iso3166:UA\" AND explosion",
        "tag:conflict AND title:war",
        "covid-19",
        "C\\+\\+",
        "evacuate^2 OR flee",
        "эвакуация OR евакуація"
      })
  void shouldTake(String query) {
    assertThatCode(() -> QueryCompiler.check(query)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          evacuate OR (flee | unexpected end
          evacuate OR | unexpected end
          evacuate) | unexpected ")" at character 9
          AND evacuate | unexpected "AND" at character 1
          "leave immediately | is not closed
          *vacuate | must stand before a wildcard
          e* | must stand before a wildcard
          ?? | must stand before a wildcard
          * | every post
          *:* | every post
          title:* | every post
          NOT evacuate | no word to look for
          -evacuate -flee | no word to look for
          !!! | unexpected
          ... | no word to look for
          /evac.*/ | regular expressions
          title:[a TO b] | ranges
          headline:war | there is no field headline; fields are title, body, entity, tag
          http:example | there is no field http
          troops AND border OR war | add parentheses
          troops border OR war | add parentheses
          troops OR border AND NOT war | add parentheses
          """)
  void shouldRefuseWithAReason(String query, String reason) {
    assertThatThrownBy(() -> QueryCompiler.check(query))
        .isInstanceOf(QuerySyntaxException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void shouldRefuseTheEmptyQuery() {
    assertThatThrownBy(() -> QueryCompiler.check("  ")).hasMessage("it is empty");
  }

  @Test
  void shouldRefuseWhatIsTooLongTooDeepOrTooWide() {
    assertThatThrownBy(() -> QueryCompiler.check("word ".repeat(801)))
        .hasMessageContaining("longer than 4000 characters");
    assertThatThrownBy(() -> QueryCompiler.check("(".repeat(21) + "a" + ")".repeat(21)))
        .hasMessageContaining("nested deeper than 20");
    assertThatThrownBy(() -> QueryCompiler.check("a OR ".repeat(600) + "b"))
        .hasMessageContaining("more than 500 clauses");
  }
}
