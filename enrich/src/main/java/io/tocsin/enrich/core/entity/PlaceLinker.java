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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says which city or region is meant by the places that were found, where they lie and under which
 * country they are counted. It finds no places of its own.
 *
 * <ul>
 *   <li>A city before a comma and the region or country that it lies in is that city (Paris,
 *       Texas), here and further on in the post.
 *   <li>Else the likeliest meaning counts: by population, by the dictionaries, and by the
 *       countries, regions and other places that the post names, or else what it is part of.
 *   <li>A name that is only another name of a small place, or that of a quarter, needs the post's
 *       support.
 * </ul>
 */
final class PlaceLinker {

  static final String COUNTRY = "iso3166:";
  static final String GEONAMES = "geonames:";

  private static final int MANY_PEOPLE = 100_000;

  private final PlaceNames places;
  private final TerritoryPolicy policy;
  private final Demonyms demonyms;
  private final PlaceSpans spans;

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
    this.spans = new PlaceSpans(places, countries);
  }

  /**
   * The same entities, the places among them with their meanings.
   *
   * @param collection what the post is part of names
   */
  List<Entity> link(List<Entity> found, PostText post, PlaceVotes collection) {
    List<Entity> entities = spans.read(found, post);
    List<PlaceMention> mentions = new ArrayList<>();
    for (Entity entity : entities) {
      if (entity.type() == EntityType.PLACE) {
        mentions.add(mention(entity));
      }
    }
    if (mentions.isEmpty()) {
      return entities;
    }
    Map<String, GeoPlace> pinned = CommaPlaces.of(mentions, post);
    PlaceSupport support = new PlaceSupport(votes(mentions, pinned, post), collection);
    Map<Entity, Entity> linked = new HashMap<>();
    mentions.forEach(mention -> linked.put(mention.entity(), linked(mention, pinned, support)));
    return entities.stream().map(entity -> linked.getOrDefault(entity, entity)).toList();
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

  private PlaceVotes votes(
      List<PlaceMention> mentions, Map<String, GeoPlace> pinned, PostText post) {
    PlaceVotes votes = new PlaceVotes();
    boolean open = false;
    for (PlaceMention mention : mentions) {
      GeoPlace place = pinned.get(mention.entity().text());
      vote(mention, place, votes);
      open |= place == null && !mention.isDecided() && mention.meanings().size() > 1;
    }
    if (open) {
      demonyms.find(post.title()).forEach(country -> votes.country(country, ""));
      demonyms.find(post.body()).forEach(country -> votes.country(country, ""));
    }
    return votes;
  }

  private static void vote(PlaceMention mention, @Nullable GeoPlace pinned, PlaceVotes votes) {
    String words = mention.entity().text();
    String country = mention.country();
    if (pinned != null) {
      votes.place(pinned, words);
    } else if (country != null) {
      votes.country(country, words);
    } else if (!mention.isDecided()) {
      mention
          .first()
          .filter(first -> mention.home() != null || first.population() >= MANY_PEOPLE)
          .ifPresent(first -> votes.place(first, words));
    }
  }

  private Entity linked(PlaceMention mention, Map<String, GeoPlace> pinned, PlaceSupport support) {
    Entity entity = mention.entity();
    GeoPlace place = pinned.get(entity.text());
    if (place == null && mention.isDecided()) {
      String country = policy.country(entity.text(), null, entity.country());
      return entity.meaning(entity.link(), country, null);
    }
    return Optional.ofNullable(place)
        .or(() -> mention.best(candidate -> support.about(candidate, mention)))
        .filter(best -> place != null || isSure(best, mention, support))
        .map(best -> linked(mention, best))
        .orElseGet(() -> unlinked(entity));
  }

  /** Of a place that no list knows, the policy may. */
  private Entity unlinked(Entity entity) {
    return entity.country() == null
        ? entity.meaning(entity.link(), policy.country(entity.text(), null, null), null)
        : entity;
  }

  private static boolean isSure(GeoPlace place, PlaceMention mention, PlaceSupport support) {
    return mention.meanings().stream()
        .filter(meaning -> meaning.place().id() == place.id())
        .allMatch(
            meaning ->
                mention.entity().country() != null
                    || (place.kind() != Kind.QUARTER
                        && (meaning.main() || place.population() >= MANY_PEOPLE))
                    || support.about(place, mention) > 0);
  }

  /** A place that only shares its name with one of the policy (Palestine, Texas) is not in it. */
  private Entity linked(PlaceMention mention, GeoPlace place) {
    GeoPlace home = mention.home();
    String name = home != null && home.id() == place.id() ? mention.entity().text() : "";
    String country = policy.country(name, place.region(), place.country());
    return mention.entity().meaning(GEONAMES + place.id(), country, place.point());
  }
}
