package io.tocsin.enrich.core;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that annotators found in a post; each annotator returns a copy with its own part filled in.
 *
 * @param language language of the text
 * @param entities what is named, in {@linkplain Entity#READING_ORDER reading order}, never
 *     overlapping
 * @param countries countries that the post is about, ISO 3166-1 alpha-2, sorted
 * @param tags topics, sorted by code
 * @param signature fingerprint of the story; null where the text is too short to have one
 * @param failed names of the annotators that failed, in the order of the chain
 */
public record Annotations(
    Language language,
    List<Entity> entities,
    List<String> countries,
    List<Tag> tags,
    @Nullable Signature signature,
    List<String> failed) {

  /** Nothing found yet. */
  public static final Annotations NONE =
      new Annotations(Language.UNDETERMINED, List.of(), List.of(), List.of(), null, List.of());

  public Annotations {
    entities = List.copyOf(entities);
    countries = List.copyOf(countries);
    tags = List.copyOf(tags);
    failed = List.copyOf(failed);
  }

  /** A copy with another language. */
  public Annotations withLanguage(Language found) {
    return new Annotations(found, entities, countries, tags, signature, failed);
  }

  /** A copy with other entities. */
  public Annotations withEntities(List<Entity> found) {
    return new Annotations(language, found, countries, tags, signature, failed);
  }

  /** A copy with other countries. */
  public Annotations withCountries(List<String> found) {
    return new Annotations(language, entities, found, tags, signature, failed);
  }

  /** A copy with other tags. */
  public Annotations withTags(List<Tag> found) {
    return new Annotations(language, entities, countries, found, signature, failed);
  }

  /** A copy with another signature. */
  public Annotations withSignature(@Nullable Signature found) {
    return new Annotations(language, entities, countries, tags, found, failed);
  }

  /** A copy that names one more failed annotator. */
  public Annotations withFailure(String annotator) {
    List<String> more = Stream.concat(failed.stream(), Stream.of(annotator)).toList();
    return new Annotations(language, entities, countries, tags, signature, more);
  }
}
