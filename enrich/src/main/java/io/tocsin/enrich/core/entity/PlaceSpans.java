package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.place.GeoPlace.Kind;
import io.tocsin.enrich.core.place.PlaceNames;
import io.tocsin.enrich.core.place.PlaceNames.Meaning;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Which of the names that were found are places, by the lists of places and the words before. */
final class PlaceSpans {

  private static final List<String> PREPOSITIONS =
      List.of(" in ", " near ", " outside ", "In ", "Near ");

  private static final int MANY_PEOPLE = 100_000;

  private final PlaceNames places;
  private final Function<String, Optional<Name>> countries;

  PlaceSpans(PlaceNames places, Function<String, Optional<Name>> countries) {
    this.places = places;
    this.countries = countries;
  }

  /** The names of a post, without those that are common words. */
  List<Entity> read(List<Entity> found, PostText post) {
    return found.stream()
        .filter(entity -> !isCommonWord(entity, post))
        .map(entity -> withCountry(asPlace(entity, found, post)))
        .toList();
  }

  /** In a text with capitals, a country in small letters is none: a turkey is a bird. */
  private boolean isCommonWord(Entity entity, PostText post) {
    String words = entity.text();
    return entity.type() == EntityType.PLACE
        && entity.link() == null
        && Character.isLowerCase(words.codePointAt(0))
        && post.text(entity.field()).codePoints().anyMatch(Character::isUpperCase)
        && countries
            .apply(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1))
            .isPresent();
  }

  /** Who is unknown and has the name of a city behind a word for a place (in Leon) is the city. */
  private Entity asPlace(Entity entity, List<Entity> all, PostText post) {
    boolean city =
        entity.type() != EntityType.PLACE
            && entity.link() == null
            && entity.text().indexOf(' ') < 0
            && isBehindPreposition(entity, post)
            && all.stream().noneMatch(other -> other.text().endsWith(" " + entity.text()))
            && places.find(entity.text()).stream().anyMatch(PlaceSpans::isLargeCity);
    return city ? entity.ofType(EntityType.PLACE) : entity;
  }

  private static boolean isBehindPreposition(Entity entity, PostText post) {
    String text = post.text(entity.field());
    return PREPOSITIONS.stream()
        .anyMatch(word -> text.startsWith(word, entity.start() - word.length()));
  }

  private static boolean isLargeCity(Meaning meaning) {
    return meaning.main()
        && meaning.place().kind() != Kind.QUARTER
        && meaning.place().population() >= MANY_PEOPLE;
  }

  /** Northern Syria is in Syria. */
  private Entity withCountry(Entity entity) {
    if (entity.type() != EntityType.PLACE || entity.link() != null || entity.country() != null) {
      return entity;
    }
    String bare = PlaceForms.withoutPart(PlaceForms.withoutPossessive(entity.text()));
    return countries
        .apply(bare)
        .filter(country -> !bare.equals(entity.text()))
        .map(country -> entity.meaning(country.link(), country.country(), null))
        .orElse(entity);
  }
}
