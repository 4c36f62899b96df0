package io.tocsin.enrich.core.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.enrich.core.SharedAnnotators;
import io.tocsin.enrich.core.country.CountryAnnotator;
import io.tocsin.enrich.core.entity.EntityAnnotator;
import io.tocsin.enrich.core.tag.TagAnnotator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DictionariesTest {

  /** The house stands for the ministry: two entries mean one. */
  private static final String PENTAGON = "Q11209";

  @ParameterizedTest
  @CsvSource({
    "places.tsv, 5, 600",
    "people.tsv, 4, 250",
    "organisations.tsv, 4, 1100",
    "demonyms.tsv, 2, 150",
    "countries.tsv, 2, 30",
    "senses.tsv, 4, 30",
    "hidden-phrases.tsv, 1, 100",
    "given-names.tsv, 1, 20",
    "not-surnames.tsv, 1, 3"
  })
  void shouldHaveEntriesAndAHeaderThatSaysWhatTheyAre(String name, int columns, int atLeast)
      throws IOException {
    assertThat(Tsv.read(name, columns)).hasSizeGreaterThanOrEqualTo(atLeast);
    assertThat(text(name).lines().limit(2)).allMatch(line -> line.startsWith("# "));
    assertThat(text(name).lines().limit(2)).anyMatch(line -> line.contains("Apache-2.0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "places.tsv",
        "people.tsv",
        "organisations.tsv",
        "hidden-phrases.tsv",
        "given-names.tsv"
      })
  void shouldNotNameOneThingTwice(String name) {
    Set<String> seen = new HashSet<>();

    assertThat(
            Tsv.read(name, 5).stream()
                .flatMap(row -> Stream.concat(row.list(0).stream(), otherNames(name, row)))
                .filter(entry -> !seen.add(entry)))
        .isEmpty();
  }

  @Test
  void shouldLinkMostOrganisationsEachToItsOwnId() {
    List<String> ids =
        Tsv.read("organisations.tsv", 4).stream()
            .map(row -> row.cell(3))
            .filter(id -> !id.isEmpty())
            .toList();
    Set<String> seen = new HashSet<>();

    assertThat(ids).hasSizeGreaterThan(950);
    assertThat(ids.stream().filter(id -> !seen.add(id))).containsExactly(PENTAGON);
  }

  @Test
  void shouldKnowTwoHundredDemonyms() {
    assertThat(Tsv.read("demonyms.tsv", 2).stream().flatMap(row -> row.list(1).stream()))
        .hasSizeGreaterThan(400);
  }

  @Test
  void shouldNameCountriesByTheirCodes() {
    Set<String> codes = new HashSet<>(Set.of(Locale.getISOCountries()));
    codes.addAll(Set.of("XK", "-"));

    assertThat(Tsv.read("demonyms.tsv", 2)).allMatch(row -> codes.contains(row.cell(0)));
    assertThat(Tsv.read("senses.tsv", 4)).allMatch(row -> codes.contains(row.cell(2)));
  }

  @Test
  void shouldBeReadWithoutComplaint() {
    assertThat(
            List.of(
                SharedAnnotators.get(EntityAnnotator.class),
                SharedAnnotators.get(CountryAnnotator.class),
                new TagAnnotator()))
        .extracting(annotator -> annotator.name())
        .containsExactly("entities", "countries", "tags");
  }

  @Test
  void shouldRefuseAFileThatIsNotThereOrHasMoreColumns() {
    assertThatThrownBy(() -> Tsv.read("nowhere.tsv", 1)).hasMessageContaining("nowhere.tsv");
    assertThatThrownBy(() -> Tsv.read("places.tsv", 2)).hasMessageContaining("places.tsv:");
  }

  private static Stream<String> otherNames(String name, Tsv.Row row) {
    return name.equals("given-names.tsv") ? Stream.of() : row.list(1).stream();
  }

  private static String text(String name) throws IOException {
    try (InputStream file = Objects.requireNonNull(Tsv.class.getResourceAsStream(name))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
