package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.Signature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An enriched revision of a post, as far as matching needs it.
 *
 * @param postKey the post
 * @param revision number of this effective revision, from 1
 * @param seenAt when the raw topic received it, in milliseconds since the epoch
 * @param source who published it
 * @param killed true when its source took the post back
 * @param erased true when its source wants it forgotten, too
 * @param backlog true when it was published long before it was seen: it does not count
 * @param language language of the texts as a BCP 47 tag, {@code und} where unknown
 * @param title headline
 * @param body text, paragraphs parted by an empty line
 * @param url address of the post
 * @param entities what is named in the texts
 * @param tags codes of the topics
 * @param countries ISO 3166-1 alpha-2, sorted
 * @param signature fingerprint of the story
 */
public record PostRevision(
    String postKey,
    int revision,
    long seenAt,
    String source,
    boolean killed,
    boolean erased,
    boolean backlog,
    String language,
    String title,
    String body,
    @Nullable String url,
    List<NamedEntity> entities,
    List<String> tags,
    List<String> countries,
    @Nullable Signature signature) {

  public PostRevision {
    entities = List.copyOf(entities);
    tags = List.copyOf(tags);
    countries = List.copyOf(countries);
  }

  /** A revision that nobody wants forgotten. */
  public PostRevision(
      String postKey,
      int revision,
      long seenAt,
      String source,
      boolean killed,
      boolean backlog,
      String language,
      String title,
      String body,
      @Nullable String url,
      List<NamedEntity> entities,
      List<String> tags,
      List<String> countries,
      @Nullable Signature signature) {
    this(
        postKey, revision, seenAt, source, killed, false, backlog, language, title, body, url,
        entities, tags, countries, signature);
  }

  /** The same without what it says: who, when, and which revision it is. */
  public PostRevision withoutTexts() {
    return new PostRevision(
        postKey, revision, seenAt, source, killed, erased, backlog, language, "", "", null,
        List.of(), List.of(), List.of(), null);
  }

  /** Whether its source publishes it now, and for the first time: what counts as coverage. */
  public boolean isNewStory() {
    return revision == 1 && !killed && !backlog;
  }

  /**
   * A person, organisation or place in a text of the post.
   *
   * @param text the words as they stand there
   * @param isPlace whether it is a place
   * @param link what is meant, as {@code scheme:id}
   * @param place where they stand
   * @param point where on the Earth what is meant is; null where nobody knows
   */
  public record NamedEntity(
      String text, boolean isPlace, @Nullable String link, Place place, @Nullable GeoPoint point) {

    /** One of which nobody knows where it is. */
    public NamedEntity(String text, boolean isPlace, @Nullable String link, Place place) {
      this(text, isPlace, link, place, null);
    }
  }
}
