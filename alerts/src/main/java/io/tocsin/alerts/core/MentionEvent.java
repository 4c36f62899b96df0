package io.tocsin.alerts.core;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule's hit in a revision of a post, or its withdrawal. All times in milliseconds since the
 * epoch.
 *
 * @param ruleId the rule that hit
 * @param ruleVersion its version
 * @param ruleHash hash of what decides in it
 * @param scope what the hit counts for; empty for overall
 * @param scopeName what the post calls the place or entity of the scope; null for other scopes and
 *     for -1
 * @param scopePoint where that is, as the post tells; null where it does not, and for -1
 * @param sign +1: the mention is made; -1: it is taken back
 * @param time when this became known: seenAt of the revision
 * @param mentionedAt when the mention was made: {@code time} for +1, that of the mention taken back
 *     for -1
 * @param postKey the post
 * @param revision the effective revision of the post that this comes from
 * @param source who published the post
 * @param signature fingerprint of the story, where the text has one
 * @param title headline of the post
 * @param url address of the post
 * @param excerpt the sentence that matched
 * @param highlights the matched words within the excerpt, ascending
 * @param negated true when the hit is negated and the rule counts such hits
 * @param contexts what its sentence makes of it, by name; empty when it is just so
 * @param reason why it is taken back: {@code edited}, {@code killed} or {@code erased}; null for +1
 */
public record MentionEvent(
    String ruleId,
    int ruleVersion,
    String ruleHash,
    String scope,
    @Nullable String scopeName,
    @Nullable GeoPoint scopePoint,
    int sign,
    long time,
    long mentionedAt,
    String postKey,
    int revision,
    String source,
    @Nullable Signature signature,
    String title,
    @Nullable String url,
    String excerpt,
    List<Highlight> highlights,
    boolean negated,
    List<String> contexts,
    @Nullable String reason) {

  /**
   * The order in which a key's mentions are taken: time, post key (by UTF-16 code unit), revision,
   * -1 before +1.
   */
  public static final Comparator<MentionEvent> ORDER =
      Comparator.comparingLong(MentionEvent::time)
          .thenComparing(MentionEvent::postKey)
          .thenComparingInt(MentionEvent::revision)
          .thenComparingInt(MentionEvent::sign);

  /** Reason of a mention taken back because its post is to be forgotten. */
  public static final String ERASED = "erased";

  public MentionEvent {
    highlights = List.copyOf(highlights);
    contexts = List.copyOf(contexts);
  }

  /** Whether all texts of its post are to be forgotten, those of mentions before it, too. */
  public boolean erases() {
    return ERASED.equals(reason);
  }

  /** The same mention without what people read: all that is counted is left. */
  public MentionEvent withoutTexts() {
    return new MentionEvent(
        ruleId,
        ruleVersion,
        ruleHash,
        scope,
        scopeName,
        scopePoint,
        sign,
        time,
        mentionedAt,
        postKey,
        revision,
        source,
        signature,
        "",
        null,
        "",
        List.of(),
        negated,
        contexts,
        reason);
  }

  /** The same mention as if it had become known at another time. */
  public MentionEvent at(long otherTime) {
    return new MentionEvent(
        ruleId,
        ruleVersion,
        ruleHash,
        scope,
        scopeName,
        scopePoint,
        sign,
        otherTime,
        mentionedAt,
        postKey,
        revision,
        source,
        signature,
        title,
        url,
        excerpt,
        highlights,
        negated,
        contexts,
        reason);
  }
}
