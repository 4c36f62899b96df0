package io.tocsin.enrich.core;

import io.tocsin.enrich.core.country.CountryAnnotator;
import io.tocsin.enrich.core.entity.EntityAnnotator;
import io.tocsin.enrich.core.language.LanguageAnnotator;
import io.tocsin.enrich.core.story.SignatureAnnotator;
import io.tocsin.enrich.core.tag.TagAnnotator;
import io.tocsin.enrich.core.tagger.TaggerAnnotator;
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

  /** The same annotators with another tagger; reads the dictionaries anew. */
  public static List<Annotator> with(TaggerAnnotator tagger) {
    return List.of(
        new LanguageAnnotator(),
        tagger,
        new EntityAnnotator(),
        new CountryAnnotator(),
        new TagAnnotator(),
        new SignatureAnnotator());
  }

  /** What is wrong with the tagger's model; nothing if it is well. */
  public static Optional<String> modelTrouble() {
    return Loaded.TAGGER.trouble();
  }

  private static final class Loaded {

    private static final TaggerAnnotator TAGGER = TaggerAnnotator.withOwnModel();
    private static final List<Annotator> ANNOTATORS = with(TAGGER);
  }
}
