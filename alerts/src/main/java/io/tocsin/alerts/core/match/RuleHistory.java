package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.match.MentionTracker.Memory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What rules that are new would have found in the posts of a partition before they came: the
 * mentions that they would have made and taken back, and what would be remembered of the posts. Of
 * too many mentions the oldest are forgotten. Not thread-safe.
 */
public final class RuleHistory {

  private final RuleMatcher matcher;
  private final MentionMemories memories;
  private final Limits limits;
  private final ArrayDeque<MentionEvent> mentions = new ArrayDeque<>();
  private final Map<String, Integer> erased = new HashMap<>();
  private long from = Long.MIN_VALUE;

  /**
   * How much is remembered.
   *
   * @param postMemory how long a post is, after its last revision
   * @param posts how many posts
   * @param mentions how many mentions
   * @param textsFrom mentions before this time, milliseconds since the epoch, keep no texts: they
   *     are only counted
   */
  public record Limits(Duration postMemory, int posts, int mentions, long textsFrom) {}

  /**
   * Of rules whose queries were checked; they are compiled here.
   *
   * @throws IllegalArgumentException when a query cannot be compiled
   */
  public RuleHistory(List<Rule> rules, Limits limits) {
    this.matcher = new RuleMatcher(rules);
    this.memories = new MentionMemories(limits.postMemory(), limits.posts());
    this.limits = limits;
  }

  /** Takes a revision of a post; they come in the order of the partition. */
  public void take(PostRevision post) {
    memories.sweep(post.seenAt());
    MentionTracker.Outcome outcome =
        MentionTracker.track(
            post,
            post.killed() ? List.of() : matcher.match(post),
            memories.recall(post.postKey(), post.seenAt()));
    memories.remember(post.postKey(), outcome.memory());
    if (post.erased() && !outcome.events().isEmpty()) {
      erased.put(post.postKey(), post.revision());
    }
    outcome.events().forEach(this::add);
  }

  private void add(MentionEvent mention) {
    mentions.addLast(mention.time() < limits.textsFrom() ? mention.withoutTexts() : mention);
    if (mentions.size() > limits.mentions()) {
      from = Math.max(from, mentions.removeFirst().time() + 1);
    }
  }

  /**
   * The mentions made and taken back, in the order of the posts; those of a post that was erased
   * after them have no texts.
   */
  public List<MentionEvent> mentions() {
    return mentions.stream()
        .map(mention -> isErased(mention) ? mention.withoutTexts() : mention)
        .toList();
  }

  private boolean isErased(MentionEvent mention) {
    return mention.revision() <= erased.getOrDefault(mention.postKey(), 0);
  }

  /** From when on nothing was forgotten of them; {@link Long#MIN_VALUE} for nothing at all. */
  public long from() {
    return from;
  }

  /** Hands over what would be remembered of posts with mentions that stand. */
  public void forEachMemory(BiConsumer<String, Memory> action) {
    memories.forEach(action);
  }
}
