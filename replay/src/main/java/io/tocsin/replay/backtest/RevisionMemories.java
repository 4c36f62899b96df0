package io.tocsin.replay.backtest;

import io.tocsin.ingest.core.CleanPost;
import io.tocsin.ingest.core.Revision;
import io.tocsin.ingest.core.RevisionMemory;
import io.tocsin.ingest.core.RevisionTracker;
import io.tocsin.ingest.core.Verdict;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The second half of ingest: which revisions change their post. Posts are remembered on the heap,
 * oldest first, for as long as ingest remembers them; more than a bound in that time end the
 * backtest, since to forget them would change what it says.
 */
final class RevisionMemories {

  private final RevisionTracker tracker;
  private final int most;
  private final LinkedHashMap<String, RevisionMemory> memories = new LinkedHashMap<>();

  RevisionMemories(RevisionTracker tracker, int most) {
    this.tracker = tracker;
    this.most = most;
  }

  /** The effective revision that a post makes; empty for a re-delivery or a stale one. */
  Optional<Revision> judge(CleanPost post) {
    String key = post.postKey();
    @Nullable RevisionMemory before = memories.get(key);
    Verdict verdict = tracker.judge(before, post);
    if (!verdict.memory().equals(before)) {
      remember(key, before, verdict.memory());
      expire(post.seenAt());
    }
    return verdict instanceof Verdict.Effective effective
        ? Optional.of(effective.revision())
        : Optional.empty();
  }

  private void remember(String key, @Nullable RevisionMemory before, RevisionMemory now) {
    if (before != null && !before.lastSeenAt().equals(now.lastSeenAt())) {
      memories.remove(key);
    }
    memories.put(key, now);
  }

  private void expire(Instant now) {
    Iterator<RevisionMemory> oldest = memories.values().iterator();
    while (oldest.hasNext() && tracker.isExpired(oldest.next(), now)) {
      oldest.remove();
    }
    if (memories.size() > most) {
      throw new BacktestException(
          ("more than %d posts within the time that a post is remembered, which is more than fit"
                  + " into memory; give it more, for instance TOCSIN_JAVA_OPTIONS=-Xmx8g, or take"
                  + " a part with --from and --to")
              .formatted(most),
          null);
    }
  }

  /** Posts that are remembered. */
  int size() {
    return memories.size();
  }
}
