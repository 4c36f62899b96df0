package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.country.Demonyms;
import io.tocsin.enrich.core.place.GeoPlace;
import io.tocsin.enrich.core.place.GeoPlace.Kind;
import io.tocsin.enrich.core.place.PlaceNames;
import io.tocsin.enrich.core.place.PlaceNames.Meaning;
import io.tocsin.enrich.core.territory.TerritoryPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says which city or region is meant by the places that were found, where they lie and under which
 * country they are counted. It finds no places of its own.
 *
 * <ul>
 *   <li>A city before a comma and the region or country that it lies in is that city (Paris,
 *       Texas), here and further on in the post.
 *   <li>Else the likeliest meaning counts: by population, by the dictionaries, and by the
 *       countries, regions and other places that the post names.
 *   <li>A name that is only another name of a small place, or that of a quarter, needs the post's
 *       support.
 *   <li>An unknown name behind "in" or "near" that is a large city's is that city; a country in
 *       small letters is a common word.
 * </ul>
 */
final class PlaceLinker {

  static final String COUNTRY = "iso3166:";
  static final String GEONAMES = "geonames:";

  private static final List<String> PREPOSITIONS =
      List.of(" in ", " near ", " outside ", "In ", "Near ");

  private static final int MANY_PEOPLE = 100_000;

  private final PlaceNames places;
  private final TerritoryPolicy policy;
  private final Demonyms demonyms;
  private final Function<String, Optional<Name>> countries;

  /**
   * A linker.
   *
   * @param places cities and regions
   * @param policy for contested territories
   * @param demonyms words for the people and things of countries
   * @param countries the country with a name
   */
  PlaceLinker(
      PlaceNames places,
      TerritoryPolicy policy,
      Demonyms demonyms,
      Function<String, Optional<Name>> countries) {
    this.places = places;
    this.policy = policy;
    this.demonyms = demonyms;
    this.countries = countries;
  }

  /** The same entities, the places among them with their meanings. */
  List<Entity> link(List<Entity> found, PostText post) {
    List<Entity> entities =
        found.stream()
            .filter(entity -> !isCommonWord(entity, post))
            .map(entity -> withCountry(asPlace(entity, found, post)))
            .toList();
    List<PlaceMention> mentions = new ArrayList<>();
    for (Entity entity : entities) {
      if (entity.type() == EntityType.PLACE) {
        mentions.add(mention(entity));
      }
    }
    if (mentions.isEmpty()) {
      return entities;
    }
    Map<String, GeoPlace> pinned = pinned(mentions, post);
    PlaceVotes votes = votes(mentions, pinned, post);
    Map<Entity, Entity> linked = new HashMap<>();
    mentions.forEach(mention -> linked.put(mention.entity(), linked(mention, pinned, votes)));
    return entities.stream().map(entity -> linked.getOrDefault(entity, entity)).toList();
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
            && places.find(entity.text()).stream().anyMatch(PlaceLinker::isLargeCity);
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

  private PlaceMention mention(Entity entity) {
    String link = entity.link();
    String country = entity.country();
    GeoPlace home = link != null && link.startsWith(GEONAMES) ? home(link) : null;
    List<Meaning> meanings = PlaceForms.meanings(places, entity.text());
    if (home != null && meanings.stream().noneMatch(m -> m.place().id() == home.id())) {
      meanings = new ArrayList<>(meanings);
      meanings.add(new Meaning(home, true));
    } else if (link == null && country != null) {
      meanings = meanings.stream().filter(m -> m.place().country().equals(country)).toList();
    }
    return new PlaceMention(entity, meanings, home);
  }

  private @Nullable GeoPlace home(String link) {
    return places.place(Integer.parseInt(link.substring(GEONAMES.length()))).orElse(null);
  }

  /** Places before a comma and what they lie in, by their words; what they lie in too. */
  private static Map<String, GeoPlace> pinned(List<PlaceMention> mentions, PostText post) {
    Map<String, GeoPlace> pinned = new HashMap<>();
    for (int i = 0; i + 1 < mentions.size(); i++) {
      PlaceMention inner = mentions.get(i);
      PlaceMention outer = mentions.get(i + 1);
      if (isWithin(inner.entity(), outer.entity(), post)) {
        pin(inner, outer, pinned);
      }
    }
    return pinned;
  }

  private static boolean isWithin(Entity inner, Entity outer, PostText post) {
    return inner.field() == outer.field()
        && outer.start() - inner.end() == 2
        && post.text(inner.field()).startsWith(", ", inner.end());
  }

  private static void pin(PlaceMention inner, PlaceMention outer, Map<String, GeoPlace> pinned) {
    String country = outer.country();
    if (country != null) {
      Optional<GeoPlace> there =
          only(inner, place -> place.country().equals(country) && place.kind() != Kind.REGION);
      if (there.isPresent()) {
        pinned.putIfAbsent(inner.entity().text(), there.get());
        return;
      }
    }
    for (Meaning meaning : outer.meanings()) {
      GeoPlace region = meaning.place();
      if (region.kind() == Kind.REGION) {
        only(inner, place -> place != region && isIn(place, region))
            .ifPresent(
                place -> {
                  pinned.putIfAbsent(inner.entity().text(), place);
                  pinned.putIfAbsent(outer.entity().text(), region);
                });
      }
    }
  }

  private static boolean isIn(GeoPlace place, GeoPlace region) {
    return place.kind() != Kind.REGION
        && place.region() != null
        && place.region().equals(region.region());
  }

  private static Optional<GeoPlace> only(PlaceMention mention, Predicate<GeoPlace> kept) {
    List<Meaning> fitting =
        mention.meanings().stream().filter(meaning -> kept.test(meaning.place())).toList();
    return fitting.isEmpty()
        ? Optional.empty()
        : new PlaceMention(mention.entity(), fitting, mention.home()).first();
  }

  private PlaceVotes votes(
      List<PlaceMention> mentions, Map<String, GeoPlace> pinned, PostText post) {
    PlaceVotes votes = new PlaceVotes();
    boolean open = false;
    for (PlaceMention mention : mentions) {
      String words = mention.entity().text();
      String country = mention.country();
      GeoPlace place = pinned.get(words);
      if (place == null && country != null) {
        votes.country(country, words);
      } else if (place != null || !mention.isDecided()) {
        Optional.ofNullable(place)
            .or(mention::first)
            .filter(first -> mention.home() != null || first.population() >= MANY_PEOPLE)
            .ifPresent(first -> votes.place(first, words));
        open |= mention.meanings().size() > 1;
      }
    }
    if (open) {
      demonyms.find(post.title()).forEach(country -> votes.country(country, ""));
      demonyms.find(post.body()).forEach(country -> votes.country(country, ""));
    }
    return votes;
  }

  private Entity linked(PlaceMention mention, Map<String, GeoPlace> pinned, PlaceVotes votes) {
    Entity entity = mention.entity();
    GeoPlace place = pinned.get(entity.text());
    if (place == null && mention.isDecided()) {
      return entity.meaning(
          entity.link(), policy.country(entity.text(), null, entity.country()), null);
    }
    return Optional.ofNullable(place)
        .or(() -> mention.best(candidate -> votes.about(candidate, entity.text())))
        .filter(best -> place != null || isSure(best, mention, votes))
        .map(best -> linked(entity, best))
        .orElse(entity);
  }

  private static boolean isSure(GeoPlace place, PlaceMention mention, PlaceVotes votes) {
    return mention.meanings().stream()
        .filter(meaning -> meaning.place().id() == place.id())
        .allMatch(
            meaning ->
                mention.entity().country() != null
                    || (place.kind() != Kind.QUARTER
                        && (meaning.main() || place.population() >= MANY_PEOPLE))
                    || votes.about(place, mention.entity().text()) > 0);
  }

  private Entity linked(Entity entity, GeoPlace place) {
    String country = policy.country(entity.text(), place.region(), place.country());
    return entity.meaning(GEONAMES + place.id(), country, place.point());
  }
}
