package io.tocsin.operations.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Through which partition the next post goes, which are on their way, and what became of the
 * latest. Times are nanoseconds since the probe began, and never go back. Thread-safe; it keeps no
 * more posts than are sent within the patience.
 */
final class ProbeRounds {
  private static final long NEVER = -1;

  private final long patience;
  private final Map<String, Sent> onTheWay = new LinkedHashMap<>();
  private final long[] succeededAt;
  private final Set<Integer> lost = new TreeSet<>();
  private long lastSuccessSentAt = NEVER;
  private long lastLossSentAt = NEVER;
  private long lastSuccessAt = NEVER;
  private long lastTook = NEVER;

  /** A post that was sent. */
  record Sent(String token, int partition, long at) {}

  /**
   * How it stands.
   *
   * @param succeeded whether a post has come through at all
   * @param lastSuccessAt when the last did; of no meaning before
   * @param lastTook how long that took; of no meaning before
   * @param stuck whether a post was lost and none that was sent after it has come through
   * @param lost partitions whose latest post was lost, in order
   */
  record Standing(
      boolean succeeded, long lastSuccessAt, long lastTook, boolean stuck, List<Integer> lost) {
    Standing {
      lost = List.copyOf(lost);
    }
  }

  /**
   * Nothing was sent yet.
   *
   * @param patience after which a post is lost, in nanoseconds
   */
  ProbeRounds(int partitions, long patience) {
    this.patience = patience;
    this.succeededAt = new long[partitions];
    Arrays.fill(succeededAt, NEVER);
  }

  /** How many partitions there are. */
  int partitions() {
    return succeededAt.length;
  }

  /**
   * Where the next post goes: the partition with the fewest on their way, of those the one through
   * which none has come for longest. So one that is stuck is tried whenever its post is given up,
   * and does not hold up the others.
   */
  synchronized int next() {
    return IntStream.range(0, succeededAt.length)
        .boxed()
        .min(
            Comparator.comparingLong((Integer partition) -> underWay(partition))
                .thenComparingLong(partition -> succeededAt[partition])
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  private long underWay(int partition) {
    return onTheWay.values().stream().filter(sent -> sent.partition() == partition).count();
  }

  /** Whether a post is on its way through that partition. */
  synchronized boolean isAwaited(int partition) {
    return underWay(partition) > 0;
  }

  /** How many are on their way. */
  synchronized int onTheWay() {
    return onTheWay.size();
  }

  /** A post is sent. */
  synchronized void sent(String token, int partition, long now) {
    onTheWay.put(token, new Sent(token, partition, now));
  }

  /**
   * A post was read at the end.
   *
   * @return how long it took; empty if nobody waits for it: it was lost, or is not ours
   */
  synchronized OptionalLong seen(String token, long now) {
    Sent sent = onTheWay.remove(token);
    if (sent == null) {
      return OptionalLong.empty();
    }
    succeededAt[sent.partition()] = now;
    lost.remove(sent.partition());
    lastSuccessSentAt = Math.max(lastSuccessSentAt, sent.at());
    lastSuccessAt = now;
    lastTook = now - sent.at();
    return OptionalLong.of(lastTook);
  }

  /** Gives up what has been on its way for longer than the patience; in the order of sending. */
  synchronized List<Sent> giveUp(long now) {
    List<Sent> given = new ArrayList<>();
    for (Iterator<Sent> all = onTheWay.values().iterator(); all.hasNext(); ) {
      Sent sent = all.next();
      if (now - sent.at() > patience) {
        all.remove();
        given.add(sent);
        lost.add(sent.partition());
        lastLossSentAt = Math.max(lastLossSentAt, sent.at());
      }
    }
    return given;
  }

  /** Partitions whose latest post was lost. */
  synchronized Set<Integer> lost() {
    return Set.copyOf(lost);
  }

  /** How it stands. */
  synchronized Standing standing() {
    return new Standing(
        lastSuccessAt != NEVER,
        lastSuccessAt,
        lastTook,
        lastLossSentAt > lastSuccessSentAt,
        List.copyOf(lost));
  }
}
