package io.tocsin.alerts.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Highlight;
import io.tocsin.alerts.core.match.Place.Text;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void shouldBeTheSentence() {
    String text = "First. All must evacuate today. Last.";

    assertThat(around(text, "evacuate"))
        .isEqualTo(new Excerpt("All must evacuate today.", List.of(new Highlight(9, 17))));
  }

  @Test
  void shouldCutALongSentenceAtTheBordersOfWords() {
    String text = "word ".repeat(100) + "evacuate" + " word".repeat(100);

    Excerpt excerpt = around(text, "evacuate");

    assertThat(excerpt.text()).startsWith("…word ").endsWith(" word…");
    assertThat(excerpt.text().length()).isBetween(280, Excerpt.LONGEST);
    assertThat(excerpt.highlights())
        .singleElement()
        .satisfies(
            light ->
                assertThat(excerpt.text().substring(light.start(), light.end()))
                    .isEqualTo("evacuate"));
  }

  @Test
  void shouldMarkAllMatchesWithinItAndJoinOverlappingOnes() {
    String text = "An evacuation plan, an evacuation.";
    List<Place> places =
        List.of(
            new Place(Text.BODY, 3, 13), new Place(Text.BODY, 3, 18), new Place(Text.BODY, 23, 33));

    assertThat(Excerpt.around(text, 3, 13, places).highlights())
        .containsExactly(new Highlight(3, 13), new Highlight(13, 18), new Highlight(23, 33));
  }

  @Property(tries = 300)
  void shouldNeverPartASurrogatePair(
      @ForAll @IntRange(min = 0, max = 400) int before,
      @ForAll @IntRange(min = 0, max = 400) int after) {
    String text = "😀".repeat(before) + "war" + "😀".repeat(after);

    Excerpt excerpt = Excerpt.around(text, before * 2, before * 2 + 3, List.of());

    assertThat(excerpt.text()).contains("war").hasSizeLessThanOrEqualTo(Excerpt.LONGEST);
    assertThat(excerpt.text().codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF)).isEmpty();
  }

  private static Excerpt around(String text, String word) {
    int start = text.indexOf(word);
    int end = start + word.length();
    return Excerpt.around(text, start, end, List.of(new Place(Text.BODY, start, end)));
  }
}
