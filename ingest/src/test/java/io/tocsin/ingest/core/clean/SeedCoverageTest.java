package io.tocsin.ingest.core.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Cleans the scraped coverage that is not ours to publish; where it is missing nothing is run. */
@EnabledIf("isThere")
class SeedCoverageTest {
  private static final Path SEED =
      Path.of(System.getProperty("tocsin.shared", "../shared"), "seed/live-blog-2022-02-11.txt");

  static boolean isThere() {
    return Files.exists(SEED);
  }

  @Test
  void shouldRepairLostSpacesAndTakeFurnitureOut() throws IOException {
    String raw = Files.readString(SEED);
    String posts = raw.substring(raw.indexOf("36 Posts"));
    Draft draft = TextCleaner.clean(Draft.of("", posts, null));
    assertThat(posts.split("[\\p{L}]\\?[\\p{L}]", -1)).hasSizeGreaterThan(100);
    assertThat(
            Pattern.compile("[^\\s?]\\?+(?=[\\p{L}“])")
                .matcher(draft.body())
                .results()
                .map(MatchResult::group))
        .as("a name that lost a letter is left")
        .containsExactly("g?");
    assertThat(draft.body())
        .doesNotContainPattern("contributed reporting|Read the full story|[.]\\?");
    assertThat(draft.bylines()).hasSizeGreaterThan(5);
    assertThat(draft.links()).hasSizeGreaterThan(5);
    assertThat(TextCleaner.clean(Draft.of("", draft.body(), null)).body()).isEqualTo(draft.body());
  }

  @Test
  void shouldTakeTheInsideOfATornTagOut() throws IOException {
    Draft draft = TextCleaner.clean(Draft.of("", Files.readString(SEED), null));
    assertThat(draft.body()).doesNotContain("data-", "\"uri\"");
    assertThat(draft.furniture()).anyMatch(line -> line.contains("data-"));
    assertThat(draft.captions()).anyMatch(line -> line.contains(" - Source: "));
  }
}
