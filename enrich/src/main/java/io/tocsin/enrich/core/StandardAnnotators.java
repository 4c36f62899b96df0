package io.tocsin.enrich.core;

import io.tocsin.enrich.core.country.CountryAnnotator;
import io.tocsin.enrich.core.country.Demonyms;
import io.tocsin.enrich.core.entity.EntityAnnotator;
import io.tocsin.enrich.core.language.LanguageAnnotator;
import io.tocsin.enrich.core.place.PlaceFile;
import io.tocsin.enrich.core.place.PlaceNames;
import io.tocsin.enrich.core.story.SignatureAnnotator;
import io.tocsin.enrich.core.tag.TagAnnotator;
import io.tocsin.enrich.core.tagger.TaggerAnnotator;
import io.tocsin.enrich.core.territory.TerritoryPolicy;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The annotators that every post passes, in their order: later ones read what earlier ones found.
 */
public final class StandardAnnotators {

  private StandardAnnotators() {}

  /**
   * The annotators; all are immutable, so one set serves all threads and instances of a process.
   * The first call reads the dictionaries, which takes about a second.
   */
  public static List<Annotator> shared() {
    return Loaded.ANNOTATORS;
  }

  /** The same annotators under another policy for contested territories. */
  public static List<Annotator> under(TerritoryPolicy policy) {
    return policy == TerritoryPolicy.standard() ? shared() : with(Loaded.TAGGER, policy);
  }

  /** The same annotators with another tagger and policy; reads the dictionaries anew. */
  public static List<Annotator> with(TaggerAnnotator tagger, TerritoryPolicy policy) {
    Demonyms demonyms = new Demonyms(policy);
    return List.of(
        new LanguageAnnotator(),
        tagger,
        new EntityAnnotator(Loaded.PLACES.names(), policy, demonyms),
        new CountryAnnotator(demonyms),
        new TagAnnotator(),
        new SignatureAnnotator());
  }

  /** What is wrong with the tagger's model or the list of places; nothing if they are well. */
  public static Optional<String> modelTrouble() {
    return Loaded.TAGGER.trouble().or(Loaded.PLACES::trouble);
  }

  private static final class Loaded {

    private static final TaggerAnnotator TAGGER = TaggerAnnotator.withOwnModel();
    private static final LoadedPlaces PLACES = LoadedPlaces.own();
    private static final List<Annotator> ANNOTATORS = with(TAGGER, TerritoryPolicy.standard());
  }

  private record LoadedPlaces(PlaceNames names, Optional<String> trouble) {

    static LoadedPlaces own() {
      try {
        return new LoadedPlaces(PlaceFile.readResource(), Optional.empty());
      } catch (IOException failure) {
        return new LoadedPlaces(PlaceNames.NONE, Optional.of(String.valueOf(failure.getMessage())));
      }
    }
  }
}
