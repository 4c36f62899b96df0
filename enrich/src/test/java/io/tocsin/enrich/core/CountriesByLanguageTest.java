package io.tocsin.enrich.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Posts in ten languages are linked to the countries that they are about. */
class CountriesByLanguageTest {

  private static final Path SENTENCES =
      Path.of("src/test/resources/gold/countries-by-language.txt");
  private static final AnnotatorChain CHAIN =
      new AnnotatorChain(StandardAnnotators.shared(), (annotator, failure) -> {});

  @ParameterizedTest
  @ValueSource(strings = {"de", "fr", "es", "ru", "uk", "pl", "tr", "ar", "he", "zh"})
  void shouldFindTheCountriesOfSentences(String language) throws IOException {
    List<String> wrong = new ArrayList<>();
    int sentences = 0;
    for (String line : Files.readAllLines(SENTENCES)) {
      if (line.startsWith(language + "\t")) {
        sentences++;
        check(line.split("\t", -1), language, wrong);
        check(line.split("\t", -1), null, wrong);
      }
    }
    assertThat(sentences).isGreaterThanOrEqualTo(15);
    assertThat(wrong).isEmpty();
  }

  @Test
  void shouldNotTakeAnIslandForACountryWhereTheLanguageIsUnknown() {
    assertThat(countries("Island", null)).isEmpty();
    assertThat(countries("Island meldet Beben.", "de")).containsExactly("IS");
  }

  private static void check(String[] row, @Nullable String language, List<String> wrong) {
    List<String> found = countries(row[2], language);
    if (!found.equals(List.of(row[1].split(" ", -1)).stream().sorted().toList())) {
      wrong.add(language + ": " + found + " in: " + row[2]);
    }
  }

  private static List<String> countries(String text, @Nullable String language) {
    return CHAIN.annotate(new PostText("", text, language)).countries();
  }
}
