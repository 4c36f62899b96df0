package io.tocsin.dashboard.core;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts dead letters by service and reason, with the newest of each. Of so many reasons: what is
 * beyond is counted together. For several threads.
 */
public final class DeadLetterBoard {
  /** Letters of one reason that are kept. */
  public static final int EXAMPLES_OF_ONE = 5;

  /** Under which reasons are counted that are too many. */
  public static final String OTHERS = "(others)";

  private final int limit;
  private final Map<DeadLetterKind, Tally> tallies = new HashMap<>();

  /**
   * An empty one.
   *
   * @param limit services and reasons that are told apart, at least 1
   */
  public DeadLetterBoard(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit + ": expected at least 1");
    }
    this.limit = limit;
  }

  /**
   * How many there are of one reason.
   *
   * @param kind service and reason
   * @param count how many
   * @param firstAt when the first of them was refused
   * @param lastAt when the last of them was refused
   * @param examples the newest, newest first
   */
  public record Reason(
      DeadLetterKind kind,
      long count,
      Instant firstAt,
      Instant lastAt,
      List<DeadLetterExample> examples) {
    public Reason {
      examples = List.copyOf(examples);
    }
  }

  private static final class Tally {
    private long count;
    private Instant firstAt = Instant.MAX;
    private Instant lastAt = Instant.MIN;
    private final Deque<DeadLetterExample> newest = new ArrayDeque<>();

    private void take(DeadLetterExample letter) {
      count++;
      firstAt = letter.at().isBefore(firstAt) ? letter.at() : firstAt;
      lastAt = letter.at().isAfter(lastAt) ? letter.at() : lastAt;
      newest.addFirst(letter);
      if (newest.size() > EXAMPLES_OF_ONE) {
        newest.removeLast();
      }
    }
  }

  /** Counts a letter; they come in the order of their offsets. */
  public synchronized void take(DeadLetterKind kind, DeadLetterExample letter) {
    DeadLetterKind counted =
        tallies.containsKey(kind) || tallies.size() < limit
            ? kind
            : new DeadLetterKind(kind.namespace(), kind.service(), OTHERS);
    tallies.computeIfAbsent(counted, unknown -> new Tally()).take(letter);
  }

  /** Removes what is known of a service of a namespace. */
  public synchronized void forget(String namespace, String service) {
    tallies
        .keySet()
        .removeIf(kind -> kind.namespace().equals(namespace) && kind.service().equals(service));
  }

  /** The reasons of a namespace; the one whose last letter is newest goes first. */
  public synchronized List<Reason> find(String namespace) {
    List<Reason> reasons = new ArrayList<>();
    tallies.forEach(
        (kind, tally) -> {
          if (kind.namespace().equals(namespace)) {
            List<DeadLetterExample> examples = List.copyOf(tally.newest);
            reasons.add(new Reason(kind, tally.count, tally.firstAt, tally.lastAt, examples));
          }
        });
    reasons.sort(
        Comparator.comparing(Reason::lastAt)
            .reversed()
            .thenComparing(reason -> reason.kind().service())
            .thenComparing(reason -> reason.kind().reason()));
    return reasons;
  }
}
