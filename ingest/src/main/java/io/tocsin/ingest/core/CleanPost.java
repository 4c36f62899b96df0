package io.tocsin.ingest.core;

import io.tocsin.ingest.core.clean.Link;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A checked and cleaned post, before it is known which revision it is.
 *
 * @param killed whether the source took it back; title and body are then of no meaning
 * @param seenAt the time that counts
 * @param url an address of the web as it was delivered
 * @param canonicalUrl the same in the form by which pages are known to be the same
 * @param furniture words of the page around the text
 */
public record CleanPost(
    String source,
    String id,
    @Nullable Long sourceRevision,
    boolean killed,
    Instant seenAt,
    Instant publishedAt,
    boolean publishedAtEstimated,
    @Nullable Instant updatedAt,
    Set<PostFlag> flags,
    String title,
    String body,
    @Nullable String url,
    @Nullable String canonicalUrl,
    @Nullable String language,
    @Nullable String author,
    @Nullable String collection,
    @Nullable String collectionAbout,
    @Nullable String byline,
    List<String> captions,
    List<Link> links,
    List<String> furniture,
    Map<String, String> extra) {

  public CleanPost {
    flags = Set.copyOf(flags);
    captions = List.copyOf(captions);
    links = List.copyOf(links);
    furniture = List.copyOf(furniture);
    extra = Map.copyOf(extra);
  }

  /** The post key: source and id joined by a colon. */
  public String postKey() {
    return source + ":" + id;
  }

  /** Whether its source wants it forgotten; then it is killed, too. */
  public boolean erased() {
    return flags.contains(PostFlag.ERASED);
  }

  /** The flags' names in alphabetical order. */
  public List<String> flagNames() {
    Set<String> names = new TreeSet<>();
    flags.forEach(flag -> names.add(flag.name()));
    return List.copyOf(names);
  }
}
