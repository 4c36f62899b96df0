package io.tocsin.enrich.core.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.enrich.core.GeoPoint;
import io.tocsin.enrich.core.place.GeoPlace.Kind;
import io.tocsin.enrich.core.place.PlaceNames.Meaning;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceFileTest {

  private static final GeoPlace HARBOUR =
      new GeoPlace(7, Kind.CITY, "XX", "XX.01", 20_000, new GeoPoint(-12.34567, 179.5));
  private static final GeoPlace SHIRE = new GeoPlace(3, Kind.REGION, "XX", "XX.01", 20_000, null);
  private static final List<NamedPlace> TWO =
      List.of(
          new NamedPlace(HARBOUR, List.of("Old Harbour"), List.of("Alt-Hafen", "Shire")),
          new NamedPlace(SHIRE, List.of("Shire", "Shire"), List.of()));

  private static byte[] written(List<NamedPlace> places) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    PlaceFile.write(places, file);
    return file.toByteArray();
  }

  private static PlaceNames read(byte[] file) throws IOException {
    return PlaceFile.read(new ByteArrayInputStream(file));
  }

  @Test
  void shouldReadWhatWasWritten() throws IOException {
    PlaceNames read = read(written(TWO));

    assertThat(read.places()).isEqualTo(2);
    assertThat(read.find("Old Harbour")).containsExactly(new Meaning(HARBOUR, true));
    assertThat(read.find("shire"))
        .containsExactly(new Meaning(SHIRE, true), new Meaning(HARBOUR, false));
    assertThat(read.place(3)).contains(SHIRE);
    assertThat(read.place(4)).isEmpty();
    assertThat(read.find("elsewhere")).isEmpty();
  }

  @Test
  void shouldGiveTheSameBytesInWhateverOrderPlacesCome() throws IOException {
    assertThat(written(List.of(TWO.get(1), TWO.get(0)))).isEqualTo(written(TWO));
  }

  @Test
  void shouldRefuseDamagedAndForeignFiles() throws IOException {
    byte[] damaged = written(TWO);
    damaged[damaged.length - 1] ^= 1;
    byte[] foreign = written(TWO);
    foreign[0] ^= 1;

    assertThatThrownBy(() -> read(damaged))
        .isInstanceOf(IOException.class)
        .hasMessage("the list of places is damaged: its checksum is another");
    assertThatThrownBy(() -> read(foreign))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected 544f4732");
  }

  @Test
  void shouldComeAlongSmallAndWhole() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(PlaceFile.class.getResourceAsStream(PlaceFile.RESOURCE))) {
      byte[] bytes = file.readAllBytes();

      assertThat(bytes).hasSizeBetween(500_000, 4_000_000);
      assertThat(read(bytes).places()).isBetween(30_000, 50_000);
      assertThat(read(bytes).names()).isBetween(100_000, 500_000);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Kyiv, 703448, UA",
    "Kiev, 703448, UA",
    "SAO PAULO, 3448439, BR",
    "São Paulo, 3448439, BR",
    "Saint Petersburg, 498817, RU",
    "St. Petersburg, 498817, RU",
    "N'Djamena, 2427123, TD",
    "Port-au-Prince, 3718426, HT",
    "Hague, 2747373, NL"
  })
  void shouldKnowNamesInOtherSpellings(String name, int id, String country) throws IOException {
    assertThat(PlaceFile.readResource().find(name))
        .extracting(Meaning::place)
        .anySatisfy(
            place -> {
              assertThat(place.id()).isEqualTo(id);
              assertThat(place.country()).isEqualTo(country);
              assertThat(place.point()).isNotNull();
            });
  }

  @Test
  void shouldFindNothingForNamesThatAreNone() throws IOException {
    PlaceNames places = PlaceFile.readResource();

    assertThat(List.of("", " ", "'", "…", "K".repeat(1_000_000)))
        .allMatch(s -> places.find(s).isEmpty());
    assertThat(PlaceNames.NONE.find("Kyiv")).isEmpty();
  }
}
