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

  /** Reads all dictionaries, which takes about a second; keep the list and share it. */
  public static List<Annotator> create() {
    return List.of(
        new LanguageAnnotator(),
        new EntityAnnotator(),
        new CountryAnnotator(),
        new TagAnnotator(),
        new SignatureAnnotator());
  }
}
