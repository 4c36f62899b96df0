package io.tocsin.ingest.core.sources;

import io.tocsin.ingest.core.ContentHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What there is to tell of a source. Of one source they come in order of time; the order among
 * sources says nothing.
 */
public sealed interface SourceOutput {

  /** The source. */
  String source();

  /** When it is so, in milliseconds of event time; a whole minute. */
  long at();

  /**
   * How a source is.
   *
   * @param source its name
   * @param at when
   * @param state its state
   * @param since when the state began
   * @param firstAt its first post that is remembered
   * @param lastAt its last post
   * @param usualGap the time between minutes with posts on the average, in milliseconds
   * @param postsPerHour how many posts it publishes in an hour on the average
   * @param silentAt when it will be silent if nothing comes; {@link Long#MAX_VALUE} while that is
   *     not known, and when it is
   */
  record Report(
      String source,
      long at,
      SourceState state,
      long since,
      long firstAt,
      long lastAt,
      long usualGap,
      double postsPerHour,
      long silentAt)
      implements SourceOutput {}

  /** A source is not watched any more: it was forgotten, or there were too many. */
  record Removed(String source, long at) implements SourceOutput {}

  /**
   * Something happened to a source.
   *
   * @param source its name
   * @param at when it was told
   * @param kind what happened
   * @param lastAt the last post before
   * @param since when what has ended had begun, or what begins now did
   * @param usualGap as in {@link Report}
   * @param postsPerHour as in {@link Report}
   */
  record Event(
      String source,
      long at,
      Kind kind,
      long lastAt,
      long since,
      long usualGap,
      double postsPerHour)
      implements SourceOutput {
    private static final int ID_DIGITS = 32;

    /** The same for the same event in every replay: a hash of source, kind and time. */
    public String id() {
      return ContentHash.of(source, kind.name(), Long.toString(at)).substring(0, ID_DIGITS);
    }

    /** One sentence for people. */
    public String summary() {
      return switch (kind) {
        case SILENT ->
            "%s is silent: nothing since %s, where %s is usual on the average"
                .formatted(source, Instant.ofEpochMilli(lastAt), Duration.ofMillis(usualGap));
        case RECOVERED ->
            "%s is back; the last post before came at %s"
                .formatted(source, Instant.ofEpochMilli(lastAt));
        case FLOODING ->
            "%s publishes far more than usual (%s posts an hour on the average)"
                .formatted(source, String.format(Locale.ROOT, "%.1f", postsPerHour));
        case CALMED -> "%s publishes as usual again".formatted(source);
        case FORGOTTEN ->
            "%s is not watched any more: nothing since %s"
                .formatted(source, Instant.ofEpochMilli(lastAt));
      };
    }
  }

  /** What happens to sources. */
  enum Kind {
    /** It fell silent against its own rhythm. */
    SILENT,
    /** It was silent, and a post came. */
    RECOVERED,
    /** It began to publish far more than usual. */
    FLOODING,
    /** It does not do so any more. */
    CALMED,
    /** Nothing came for so long that it is not watched any more. */
    FORGOTTEN
  }
}
