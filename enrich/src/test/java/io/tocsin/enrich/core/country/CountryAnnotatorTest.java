package io.tocsin.enrich.core.country;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.SharedAnnotators;
import io.tocsin.enrich.core.TextField;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountryAnnotatorTest {

  private static final CountryAnnotator ANNOTATOR = SharedAnnotators.get(CountryAnnotator.class);

  private static List<String> countries(String body, Entity... entities) {
    Annotations soFar = Annotations.NONE.withEntities(List.of(entities));
    return ANNOTATOR.annotate(new PostText("", body, null), soFar).countries();
  }

  private static Entity entity(@Nullable String country) {
    return new Entity("x", EntityType.PLACE, TextField.BODY, 0, 1, null, country, 1);
  }

  @Test
  void shouldBeThoseOfEntitiesSorted() {
    assertThat(countries("", entity("UA"), entity("FR"), entity(null), entity("UA")))
        .containsExactly("FR", "UA");
  }

  @ParameterizedTest
  @CsvSource({
    "Russian troops, RU",
    "anti-Russian sentiment, RU",
    "a North Korean missile, KP",
    "Palestinians in the camp, PS",
    "russische Truppen, RU",
    "французские власти, FR",
    "українські військові, UA"
  })
  void shouldFollowFromDemonyms(String text, String country) {
    assertThat(countries(text)).containsExactly(country);
  }

  @ParameterizedTest
  @CsvSource({
    "Latin American markets",
    "the Indian Ocean",
    "African Americans voted",
    "polish the silver",
    "the english language"
  })
  void shouldNotFollowFromWordsThatMeanNoCountry(String text) {
    assertThat(countries(text)).isEmpty();
  }

  @Test
  void shouldBeTheMostNamedOnesWhereThereAreTooMany() {
    String[] codes = Locale.getISOCountries();
    Entity[] entities =
        Stream.concat(
                IntStream.range(0, 40).mapToObj(i -> entity(codes[i])),
                IntStream.range(30, 40).mapToObj(i -> entity(codes[i])))
            .toArray(Entity[]::new);

    List<String> found = countries("", entities);

    assertThat(found).hasSize(CountryAnnotator.MOST).isSorted();
    assertThat(found).contains(List.of(codes).subList(30, 40).toArray(String[]::new));
    assertThat(found).contains(List.of(codes).subList(0, 10).toArray(String[]::new));
  }
}
