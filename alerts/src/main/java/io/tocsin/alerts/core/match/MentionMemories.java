package io.tocsin.alerts.core.match;

import io.tocsin.alerts.core.match.MentionTracker.Memory;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the alerts service remembers of posts with mentions, on the heap and by the same limits:
 * until some days after the last revision, and of so many posts, the oldest forgotten first. Posts
 * come in the order of time.
 */
public final class MentionMemories {

  private final long lifeMillis;
  private final int limit;
  private final LinkedHashMap<String, Memory> memories = new LinkedHashMap<>();

  /**
   * Of no posts yet.
   *
   * @param life how long a post is remembered after its last revision
   * @param limit posts that are remembered
   */
  public MentionMemories(Duration life, int limit) {
    this.lifeMillis = life.toMillis();
    this.limit = limit;
  }

  /** What is remembered of a post at a time, milliseconds since the epoch. */
  public @Nullable Memory recall(String postKey, long seenAt) {
    Memory memory = memories.get(postKey);
    return memory == null || memory.lastSeenAt() < seenAt - lifeMillis ? null : memory;
  }

  /** Remembers this of a post, or nothing any more. */
  public void remember(String postKey, Optional<Memory> memory) {
    memories.remove(postKey);
    memory.ifPresent(present -> memories.put(postKey, present));
    if (memories.size() > limit) {
      memories.remove(memories.keySet().iterator().next());
    }
  }

  /** Forgets what has ended at a time; nobody can tell. */
  public void sweep(long now) {
    Iterator<Memory> oldest = memories.values().iterator();
    while (oldest.hasNext() && oldest.next().lastSeenAt() < now - lifeMillis) {
      oldest.remove();
    }
  }

  /** Hands over what is remembered, by the time of the last revision. */
  public void forEach(BiConsumer<String, Memory> action) {
    memories.forEach(action);
  }

  /** Posts that are remembered. */
  public int size() {
    return memories.size();
  }
}
