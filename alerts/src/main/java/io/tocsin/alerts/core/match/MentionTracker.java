package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.Highlight;
import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns what matches in a revision of a post into mentions made and taken back, by comparing with
 * what is remembered of the revision before.
 */
public final class MentionTracker {

  /** More mentions of one post are not made: the first by rule id and scope are. */
  public static final int MOST_MENTIONS = 1_000;

  /** Reason of a mention taken back because the revision no longer makes it. */
  public static final String EDITED = "edited";

  /** Reason of a mention taken back because the source took the post back. */
  public static final String KILLED = "killed";

  private static final String APART = "~";

  private MentionTracker() {}

  /**
   * What a mention counts for; two with equal keys are the same mention.
   *
   * @param ruleId the rule
   * @param ruleHash hash of what decides in it
   * @param scope empty for overall
   */
  public record MentionKey(String ruleId, String ruleHash, String scope)
      implements Comparable<MentionKey> {

    @Override
    public int compareTo(MentionKey other) {
      int byRule = ruleId.compareTo(other.ruleId);
      int byScope = byRule != 0 ? byRule : scope.compareTo(other.scope);
      return byScope != 0 ? byScope : ruleHash.compareTo(other.ruleHash);
    }
  }

  /**
   * A mention that stands.
   *
   * @param key what it counts for
   * @param ruleVersion version of the rule that hit
   * @param mentionedAt when it was made, in milliseconds since the epoch
   */
  public record Remembered(MentionKey key, int ruleVersion, long mentionedAt) {}

  /**
   * What is remembered of a post.
   *
   * @param lastSeenAt seenAt of its latest revision, in milliseconds since the epoch
   * @param mentions the mentions that stand, by key; may be empty
   * @param withdrawn of rules and scopes without one that stands, a mention taken back, by key: an
   *     alert may still show its text, which goes when the post is erased
   */
  public record Memory(long lastSeenAt, List<Remembered> mentions, List<Remembered> withdrawn) {

    public Memory {
      mentions = List.copyOf(mentions);
      withdrawn = List.copyOf(withdrawn);
    }

    /** Of a post none of whose mentions were taken back. */
    public Memory(long lastSeenAt, List<Remembered> mentions) {
      this(lastSeenAt, mentions, List.of());
    }
  }

  /**
   * The outcome of a revision.
   *
   * @param events mentions taken back, then made; by key within each
   * @param memory what to remember; empty when nothing stands
   * @param leftOut mentions that are not made because the post has too many
   */
  public record Outcome(List<MentionEvent> events, Optional<Memory> memory, int leftOut) {

    public Outcome {
      events = List.copyOf(events);
    }
  }

  /**
   * The outcome of a revision with these hits, after what is remembered of the post, if anything.
   */
  public static Outcome track(PostRevision post, List<Hit> hits, @Nullable Memory before) {
    if (post.erased()) {
      return erase(post, before);
    }
    Map<MentionKey, Remembered> standing = byKey(before);
    PostScopes scopes = new PostScopes(post);
    Found found = post.killed() ? Found.NOTHING : find(scopes, hits);
    Map<MentionKey, Hit> now = found.mentions();
    List<MentionEvent> events = new ArrayList<>();
    List<Remembered> after = new ArrayList<>();
    for (Remembered mention : standing.values()) {
      if (now.containsKey(mention.key())) {
        after.add(mention);
      } else {
        events.add(takenBack(post, mention));
      }
    }
    now.forEach(
        (key, hit) -> {
          if (!standing.containsKey(key) && !post.backlog()) {
            events.add(made(post, key, hit, scopes));
            after.add(new Remembered(key, hit.rule().version(), post.seenAt()));
          }
        });
    return new Outcome(
        events, memory(post.seenAt(), after, withdrawn(before, after)), found.leftOut());
  }

  /** Takes everything back, and what was taken back before once more, so that it is forgotten. */
  private static Outcome erase(PostRevision post, @Nullable Memory before) {
    List<MentionEvent> events =
        withdrawn(before, List.of()).stream().map(mention -> takenBack(post, mention)).toList();
    return new Outcome(events, Optional.empty(), 0);
  }

  private static Optional<Memory> memory(
      long seenAt, List<Remembered> mentions, List<Remembered> withdrawn) {
    mentions.sort(Comparator.comparing(Remembered::key));
    return mentions.isEmpty() && withdrawn.isEmpty()
        ? Optional.empty()
        : Optional.of(new Memory(seenAt, mentions, withdrawn));
  }

  /**
   * What was ever mentioned and is not any more: one for each rule and scope, of which one that
   * stood until now goes before those taken back earlier; of too many the first by key.
   */
  private static List<Remembered> withdrawn(@Nullable Memory before, List<Remembered> after) {
    if (before == null) {
      return List.of();
    }
    Map<MentionKey, Remembered> gone = new TreeMap<>();
    before.withdrawn().forEach(mention -> gone.put(place(mention), mention));
    before.mentions().forEach(mention -> gone.put(place(mention), mention));
    after.forEach(mention -> gone.remove(place(mention)));
    return gone.values().stream().limit(MOST_MENTIONS).toList();
  }

  /** Rule and scope, whatever the rule's meaning was. */
  private static MentionKey place(Remembered mention) {
    return new MentionKey(mention.key().ruleId(), "", mention.key().scope());
  }

  private static Map<MentionKey, Remembered> byKey(@Nullable Memory memory) {
    Map<MentionKey, Remembered> standing = new TreeMap<>();
    Collection<Remembered> mentions = memory == null ? Collections.emptyList() : memory.mentions();
    mentions.forEach(mention -> standing.put(mention.key(), mention));
    return standing;
  }

  /** The mentions that a revision makes, and how many more would be too many. */
  private record Found(Map<MentionKey, Hit> mentions, int leftOut) {

    static final Found NOTHING = new Found(Map.of(), 0);
  }

  private static Found find(PostScopes scopes, List<Hit> hits) {
    TreeMap<MentionKey, Hit> mentions = new TreeMap<>();
    int leftOut = 0;
    for (Hit hit : hits) {
      if (hit.policy() != Rule.Policy.IGNORE) {
        Rule rule = hit.rule();
        for (String scope : scopes.of(rule)) {
          mentions.put(new MentionKey(rule.ruleId(), rule.hash(), scope + apart(hit)), hit);
        }
        leftOut += scopes.beyond(rule.scope());
      }
    }
    while (mentions.size() > MOST_MENTIONS) {
      mentions.pollLastEntry();
      leftOut++;
    }
    return new Found(mentions, leftOut);
  }

  /** What is counted apart has scopes of its own, such as {@code UA~negated}. */
  private static String apart(Hit hit) {
    return hit.policy() == Rule.Policy.SEPARATE ? APART + hit.rule().apart(hit.contexts()) : "";
  }

  /** What shows why it counts: the words that match or, where a rule watches, the scope's name. */
  private static Excerpt excerpt(PostScopes scopes, MentionKey key, Hit hit) {
    Rule rule = hit.rule();
    return rule.watches() ? scopes.excerpt(rule.scope(), key.scope()) : hit.excerpt();
  }

  /** Its scope, without what is counted apart in it. */
  private static String whole(MentionKey key, Hit hit) {
    return key.scope().substring(0, key.scope().length() - apart(hit).length());
  }

  private static MentionEvent made(PostRevision post, MentionKey key, Hit hit, PostScopes scopes) {
    Excerpt excerpt = excerpt(scopes, key, hit);
    Rule.Scope kind = hit.rule().scope();
    String scope = whole(key, hit);
    return new MentionEvent(
        key.ruleId(),
        hit.rule().version(),
        key.ruleHash(),
        key.scope(),
        scopes.called(kind, scope).orElse(null),
        scopes.point(kind, scope).orElse(null),
        1,
        post.seenAt(),
        post.seenAt(),
        post.postKey(),
        post.revision(),
        post.source(),
        post.signature(),
        post.title(),
        post.url(),
        excerpt.text(),
        excerpt.highlights(),
        hit.negated(),
        hit.contextNames(),
        null);
  }

  /** The mention that takes one back which a revision no longer makes. */
  public static MentionEvent takenBack(PostRevision post, Remembered mention) {
    List<Highlight> none = List.of();
    return new MentionEvent(
        mention.key().ruleId(),
        mention.ruleVersion(),
        mention.key().ruleHash(),
        mention.key().scope(),
        null,
        null,
        -1,
        post.seenAt(),
        mention.mentionedAt(),
        post.postKey(),
        post.revision(),
        post.source(),
        post.signature(),
        post.title(),
        post.url(),
        "",
        none,
        false,
        List.of(),
        reason(post));
  }

  private static String reason(PostRevision post) {
    if (post.erased()) {
      return MentionEvent.ERASED;
    }
    return post.killed() ? KILLED : EDITED;
  }
}
