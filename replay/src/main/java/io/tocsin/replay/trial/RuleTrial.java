package io.tocsin.replay.trial;

import io.tocsin.alerts.AlertsSettings;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Rule.Policy;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.DetectOutput;
import io.tocsin.alerts.core.match.Hit;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.core.match.RuleMatcher;
import io.tocsin.replay.backtest.RuleRun;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * What a rule would have done with posts that are enriched already: the alert events of a backtest
 * of them with this rule alone, and what matched.
 */
public final class RuleTrial {

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int CLOCK_AFTER = 2_000;

  private final int mostMatches;
  private final int mostEvents;
  private final RuleMatcher matcher;
  private final RuleRun run;
  private final Set<String> counted = new HashSet<>();
  private final NavigableMap<Long, Integer> perHour = new TreeMap<>();
  private final Deque<Match> matches = new ArrayDeque<>();
  private final List<AlertEvent> events = new ArrayList<>();
  private int matching;
  private int eventsInAll;

  /**
   * A post that matches.
   *
   * @param post its first revision that does
   * @param hit what matches in it
   */
  public record Match(PostRevision post, Hit hit) {
    /** Whether it counts, by what the rule says of contexts. */
    public boolean counts() {
      return hit.policy() == Policy.COUNT;
    }
  }

  /**
   * What came of it.
   *
   * @param matching how many posts match
   * @param perHour of those that count, how many were seen in each hour that has any, by the
   *     beginning of the hour in milliseconds since the epoch
   * @param matches the latest posts that match, newest first
   * @param events alert events, the first ones
   * @param eventsInAll how many there were
   */
  public record Outcome(
      int matching,
      NavigableMap<Long, Integer> perHour,
      List<Match> matches,
      List<AlertEvent> events,
      int eventsInAll) {}

  private RuleTrial(Rule rule, int mostMatches, int mostEvents) {
    List<Rule> rules = List.of(rule.withEnabled(true));
    this.mostMatches = mostMatches;
    this.mostEvents = mostEvents;
    this.matcher = new RuleMatcher(rules);
    this.run = new RuleRun(rules, AlertsSettings.DEFAULT);
  }

  /**
   * Tries a rule, enabled or not.
   *
   * @param posts in the order of time
   * @param until where the clock ends, in milliseconds since the epoch; not before the last post
   * @param mostMatches posts that are told
   * @param mostEvents events that are told
   * @param goOn asked at each post
   * @return nothing where it was not to go on
   */
  public static Optional<Outcome> run(
      Rule rule,
      List<PostRevision> posts,
      long until,
      int mostMatches,
      int mostEvents,
      BooleanSupplier goOn) {
    RuleTrial trial = new RuleTrial(rule, mostMatches, mostEvents);
    int sinceClock = 0;
    for (PostRevision post : posts) {
      if (!goOn.getAsBoolean()) {
        return Optional.empty();
      }
      trial.take(post);
      sinceClock++;
      if (sinceClock == CLOCK_AFTER) {
        trial.advance(post.seenAt() - 1);
        sinceClock = 0;
      }
    }
    trial.advance(until);
    return Optional.of(trial.outcome());
  }

  private void take(PostRevision post) {
    List<Hit> hits = post.killed() ? List.of() : matcher.match(post);
    run.take(post, hits);
    if (!hits.isEmpty() && counted.add(post.postKey())) {
      note(new Match(post, hits.get(0)));
    }
  }

  private void note(Match match) {
    matching++;
    matches.addFirst(match);
    if (matches.size() > mostMatches) {
      matches.removeLast();
    }
    PostRevision post = match.post();
    if (match.counts() && !post.backlog()) {
      perHour.merge(Math.floorDiv(post.seenAt(), HOUR) * HOUR, 1, Integer::sum);
    }
  }

  private void advance(long time) {
    run.advance(time, this::note);
  }

  private void note(DetectOutput output) {
    if (output instanceof AlertEvent event) {
      eventsInAll++;
      if (events.size() < mostEvents) {
        events.add(event);
      }
    }
  }

  private Outcome outcome() {
    return new Outcome(matching, perHour, List.copyOf(matches), List.copyOf(events), eventsInAll);
  }
}
