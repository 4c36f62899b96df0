package io.tocsin.enrich.core.entity;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.tocsin.enrich.core.dictionary.Tsv;
import io.tocsin.enrich.core.entity.Name.Doubt;
import io.tocsin.enrich.core.place.PlaceNames;
import io.tocsin.enrich.core.place.PlaceNames.Meaning;
import io.tocsin.enrich.core.territory.TerritoryPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All phrases of the dictionaries with their meanings, the likelier meaning first where one phrase
 * has several. Reading it takes about a second; it never changes afterwards.
 */
final class Gazetteer {

  /** A name of at least so many letters is known in capitals too. */
  private static final int SHORTEST_IN_CAPITALS = 5;

  private static final Set<String> COUNTRY_CODES = CldrCountries.codes();

  private final Map<String, List<Name>> names = new LinkedHashMap<>();
  private final Set<String> listed = new HashSet<>();

  private final PlaceNames geoNames;
  private final TerritoryPolicy policy;

  private Gazetteer(PlaceNames geoNames, TerritoryPolicy policy) {
    this.geoNames = geoNames;
    this.policy = policy;
  }

  /**
   * Reads all dictionaries.
   *
   * @param geoNames which of them a place is that the dictionaries know without an id
   * @param policy under which country contested places are counted
   * @throws IllegalArgumentException if one holds an unknown country, a bad id or a name twice
   */
  static Gazetteer read(PlaceNames geoNames, TerritoryPolicy policy) {
    Gazetteer gazetteer = new Gazetteer(geoNames, policy);
    gazetteer.readHiddenPhrases();
    gazetteer.readPeople();
    gazetteer.readSenses();
    gazetteer.readOrganisations();
    gazetteer.readCountries();
    gazetteer.readPlaces();
    gazetteer.readGivenNames();
    gazetteer.addCapitals();
    return gazetteer;
  }

  /** The meanings by phrase. */
  Map<String, List<Name>> names() {
    return names.entrySet().stream()
        .collect(toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
  }

  /** The country with a name in every language; nothing for other names. */
  Optional<Name> country(String name) {
    return names.getOrDefault(name, List.of()).stream()
        .filter(meaning -> meaning.languages().isEmpty())
        .filter(Name::isCountry)
        .findFirst();
  }

  /** Words that follow given names and places without being surnames. */
  static Set<String> notSurnames() {
    Set<String> words = new HashSet<>();
    Tsv.read("not-surnames.tsv", 1).forEach(row -> words.addAll(row.list(0)));
    return words;
  }

  private void readHiddenPhrases() {
    for (Tsv.Row row : Tsv.read("hidden-phrases.tsv", 1)) {
      addOnce(row, row.cell(0), Name.of(NameKind.HIDDEN, row.cell(0), null, null));
    }
  }

  private void readPeople() {
    for (Tsv.Row row : Tsv.read("people.tsv", 4)) {
      String link = wikidata(row, 3);
      Name person = Name.of(NameKind.PERSON, row.cell(0), link, null);
      mainAndOther(row).forEach(name -> addOnce(row, name, person));
      row.list(2).forEach(name -> addShortName(name, person));
    }
  }

  private void addShortName(String marked, Name person) {
    boolean wellKnown = marked.startsWith("!");
    String name = wellKnown ? marked.substring(1) : marked;
    Name shortName =
        Name.of(NameKind.SHORT_NAME, person.id(), person.link(), null)
            .with(wellKnown ? Doubt.NONE : Doubt.SHARED);
    add(name, shortName);
    CaseForms.cyrillic(name).forEach(form -> add(form, shortName));
  }

  private void readSenses() {
    for (Tsv.Row row : Tsv.read("senses.tsv", 4)) {
      Set<String> cues = Set.copyOf(row.list(1));
      String link = row.cell(3).isEmpty() ? null : row.cell(3);
      String id = row.cell(0) + ", " + row.cell(2);
      add(row.cell(0), Name.of(NameKind.PLACE, id, link, country(row, 2)).near(cues));
      cues.forEach(cue -> add(cue, Name.of(NameKind.CUE, cue, null, null)));
    }
  }

  private void readOrganisations() {
    for (Tsv.Row row : Tsv.read("organisations.tsv", 4)) {
      Name organisation =
          Name.of(NameKind.ORGANISATION, row.cell(0), wikidata(row, 3), country(row, 2));
      mainAndOther(row).forEach(name -> addOnce(row, name, organisation));
    }
  }

  private void readCountries() {
    for (CldrCountries.CountryName name : CldrCountries.names()) {
      addCountry(name.name(), name.code(), name.languages());
    }
    for (Tsv.Row row : Tsv.read("countries.tsv", 2)) {
      String code = row.cell(0);
      if (!COUNTRY_CODES.contains(code)) {
        throw row.error("unknown country " + code);
      }
      row.list(1).forEach(name -> addCountry(name, code, Set.of()));
    }
  }

  private void addCountry(String name, String code, Set<String> languages) {
    String counted = policy.country("", null, code);
    Name country = Name.of(NameKind.PLACE, code, "iso3166:" + code, counted).in(languages);
    straightAndCurly(name).filter(form -> !isKnown(form, country)).forEach(f -> add(f, country));
  }

  private boolean isKnown(String name, Name country) {
    return names.getOrDefault(name, List.of()).stream()
        .anyMatch(other -> other.id().equals(country.id()) && other.languages().isEmpty());
  }

  private void readPlaces() {
    for (Tsv.Row row : Tsv.read("places.tsv", 5)) {
      String country = country(row, 2);
      String known = geonames(row, 3);
      String link = known == null && country != null ? inGeoNames(row.cell(0), country) : known;
      String counted = policy.country(row.cell(0), null, country);
      Name place = Name.of(NameKind.PLACE, row.cell(0), link, counted).with(doubt(row));
      mainAndOther(row).forEach(name -> addPlace(row, name, place));
    }
  }

  /** The likeliest place of a main name in a country; null if there is none. */
  private @Nullable String inGeoNames(String name, String country) {
    List<Meaning> there =
        geoNames.find(name).stream()
            .filter(meaning -> meaning.place().country().equals(country))
            .toList();
    return there.stream()
        .max(
            Comparator.comparingDouble((Meaning meaning) -> PlaceRanking.prior(meaning, there))
                .thenComparing(meaning -> -meaning.place().id()))
        .map(meaning -> PlaceLinker.GEONAMES + meaning.place().id())
        .orElse(null);
  }

  private void addPlace(Tsv.Row row, String name, Name place) {
    addOnce(row, name, place);
    CaseForms.cyrillic(name).forEach(form -> add(form, place));
  }

  private void readGivenNames() {
    for (Tsv.Row row : Tsv.read("given-names.tsv", 1)) {
      row.list(0).forEach(name -> add(name, Name.of(NameKind.GIVEN_NAME, name, null, null)));
    }
  }

  private void addCapitals() {
    Map<String, List<Name>> capitals = new LinkedHashMap<>();
    names.forEach(
        (name, meanings) -> {
          String upper = name.toUpperCase(Locale.ROOT);
          if (upper.length() >= SHORTEST_IN_CAPITALS && !names.containsKey(upper)) {
            capitals.putIfAbsent(upper, knownInCapitals(meanings));
          }
        });
    capitals.values().removeIf(List::isEmpty);
    names.putAll(capitals);
  }

  private static List<Name> knownInCapitals(List<Name> meanings) {
    return meanings.stream()
        .filter(name -> name.kind() != NameKind.CUE && name.kind() != NameKind.GIVEN_NAME)
        .filter(name -> name.languages().isEmpty())
        .toList();
  }

  private static Stream<String> mainAndOther(Tsv.Row row) {
    return Stream.concat(Stream.of(row.cell(0)), row.list(1).stream());
  }

  private static Stream<String> straightAndCurly(String name) {
    return Stream.of(name, name.replace('’', '\''), name.replace('\'', '’')).distinct();
  }

  private static Doubt doubt(Tsv.Row row) {
    return switch (row.cell(4)) {
      case "" -> Doubt.NONE;
      case "given" -> Doubt.GIVEN_NAME;
      case "word" -> Doubt.COMMON_WORD;
      default -> throw row.error("unknown flag " + row.cell(4));
    };
  }

  private static @Nullable String country(Tsv.Row row, int column) {
    String code = row.cell(column);
    if (code.isEmpty()) {
      return null;
    }
    if (!COUNTRY_CODES.contains(code)) {
      throw row.error("unknown country " + code);
    }
    return code;
  }

  private static @Nullable String wikidata(Tsv.Row row, int column) {
    String id = row.cell(column);
    if (!id.isEmpty() && (id.charAt(0) != 'Q' || !isNumber(id.substring(1)))) {
      throw row.error("no Wikidata id: " + id);
    }
    return id.isEmpty() ? null : "wikidata:" + id;
  }

  private static @Nullable String geonames(Tsv.Row row, int column) {
    String id = row.cell(column);
    if (!id.isEmpty() && !isNumber(id)) {
      throw row.error("no GeoNames id: " + id);
    }
    return id.isEmpty() ? null : "geonames:" + id;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private void addOnce(Tsv.Row row, String name, Name meaning) {
    if (!listed.add(meaning.kind() + " " + name)) {
      throw row.error("twice: " + name);
    }
    add(name, meaning);
  }

  private void add(String name, Name meaning) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("empty name of " + meaning.id());
    }
    List<Name> meanings = names.computeIfAbsent(name, key -> new ArrayList<>());
    if (!meanings.contains(meaning)) {
      meanings.add(meaning);
    }
  }
}
