package io.tocsin.enrich.core;

import io.tocsin.enrich.core.country.CountryAnnotator;
import io.tocsin.enrich.core.entity.EntityAnnotator;
import io.tocsin.enrich.core.language.LanguageAnnotator;
import io.tocsin.enrich.core.story.SignatureAnnotator;
import io.tocsin.enrich.core.tag.TagAnnotator;
import java.util.List;

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

  private static final class Loaded {

    private static final List<Annotator> ANNOTATORS =
        List.of(
            new LanguageAnnotator(),
            new EntityAnnotator(),
            new CountryAnnotator(),
            new TagAnnotator(),
            new SignatureAnnotator());
  }
}
