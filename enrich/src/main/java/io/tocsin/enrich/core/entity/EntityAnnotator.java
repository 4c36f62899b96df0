package io.tocsin.enrich.core.entity;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.EntityType;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.TextField;
import io.tocsin.enrich.core.country.Demonyms;
import io.tocsin.enrich.core.entity.Name.Doubt;
import io.tocsin.enrich.core.entity.NameFinder.FoundNames;
import io.tocsin.enrich.core.match.PhraseHit;
import io.tocsin.enrich.core.place.PlaceNames;
import io.tocsin.enrich.core.tagger.TaggerAnnotator;
import io.tocsin.enrich.core.territory.TerritoryPolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds people, organisations and places by dictionaries, and says what is meant by those that the
 * tagger found; at most {@value #MOST} in a post.
 */
public final class EntityAnnotator implements Annotator {

  /** A post has no more entities than this; the rest, in reading order, is left out. */
  public static final int MOST = 500;

  private final NameFinder finder;
  private final MeaningChooser chooser;
  private final PlaceLinker linker;
  private final CollectionReader collections;

  /**
   * Reads the dictionaries, which takes about a second.
   *
   * @param places cities and regions of the world
   * @param policy under which country contested places are counted
   * @param demonyms they tell which of several places with one name is meant
   */
  public EntityAnnotator(PlaceNames places, TerritoryPolicy policy, Demonyms demonyms) {
    Surnames surnames = new Surnames(Gazetteer.notSurnames());
    Gazetteer gazetteer = Gazetteer.read(places, policy);
    finder = new NameFinder(gazetteer, surnames);
    chooser = new MeaningChooser(surnames);
    linker = new PlaceLinker(places, policy, demonyms, gazetteer::country);
    collections = new CollectionReader(finder, chooser, places, demonyms);
  }

  @Override
  public String name() {
    return "entities";
  }

  @Override
  public Annotations annotate(PostText post, Annotations soFar) {
    String language = soFar.language().primary();
    Map<TextField, FoundNames> found = new EnumMap<>(TextField.class);
    for (TextField field : TextField.values()) {
      found.put(field, finder.find(post.text(field), language));
    }
    boolean tagged = TaggerAnnotator.hasRead(soFar);
    CollectionContext collection = collections.read(post, language);
    PostContext context =
        PostContext.of(
            List.copyOf(found.values()), tagged ? soFar.entities() : List.of(), collection);
    List<Entity> known = new ArrayList<>();
    found.forEach((field, names) -> addAll(known, post, field, names, context));
    known.sort(Entity.READING_ORDER);
    List<Entity> entities =
        tagged ? IntroducedAcronyms.link(TaggedNames.merge(soFar.entities(), known), post) : known;
    return soFar.withEntities(
        linker.link(
            entities.subList(0, Math.min(MOST, entities.size())), post, collection.votes()));
  }

  private void addAll(
      List<Entity> entities,
      PostText post,
      TextField field,
      FoundNames names,
      PostContext context) {
    String text = post.text(field);
    UnknownPeople.find(text, field, context, names.candidates()).forEach(entities::add);
    if (names.candidates().isEmpty()) {
      return;
    }
    TextShape shape = TextShape.of(text, field);
    for (PhraseHit<List<Name>> candidate : names.candidates()) {
      chooser
          .choose(candidate, text, shape, context)
          .flatMap(name -> entity(name, field, text, candidate, context))
          .ifPresent(entities::add);
    }
  }

  private static Optional<Entity> entity(
      Name name, TextField field, String text, PhraseHit<List<Name>> at, PostContext context) {
    return type(name.kind())
        .map(
            type ->
                new Entity(
                    text.substring(at.start(), at.end()),
                    type,
                    field,
                    at.start(),
                    at.end(),
                    name.link(),
                    name.country(),
                    confidence(name, context)));
  }

  private static Optional<EntityType> type(NameKind kind) {
    return switch (kind) {
      case PLACE -> Optional.of(EntityType.PLACE);
      case ORGANISATION -> Optional.of(EntityType.ORGANISATION);
      case PERSON, SHORT_NAME, GIVEN_NAME -> Optional.of(EntityType.PERSON);
      case HIDDEN, CUE -> Optional.empty();
    };
  }

  /** Rough and uncalibrated: full names above short ones, sure ones above doubtful ones. */
  private static double confidence(Name name, PostContext context) {
    return switch (name.kind()) {
      case PERSON -> 0.95;
      case SHORT_NAME -> context.people().contains(name.id()) ? 0.9 : 0.75;
      case GIVEN_NAME -> name.doubt() == Doubt.SHARED ? UnknownPeople.BY_SURNAME : 0.6;
      default -> name.doubt() == Doubt.NONE && name.cues().isEmpty() ? 0.9 : 0.7;
    };
  }
}
