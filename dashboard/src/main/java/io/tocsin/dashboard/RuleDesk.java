package io.tocsin.dashboard;

import io.tocsin.alerts.RulesTopic;
import io.tocsin.alerts.RulesView;
import io.tocsin.alerts.RulesView.Snapshot;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleChanges;
import io.tocsin.alerts.core.rules.RuleConflictException;
import io.tocsin.alerts.core.rules.RuleEditException;
import io.tocsin.alerts.core.rules.RuleExchange;
import io.tocsin.replay.trial.RecentPosts;
import io.tocsin.replay.trial.RecentPosts.Kept;
import io.tocsin.replay.trial.RuleTrial;
import io.tocsin.replay.trial.RuleTrial.Outcome;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.kafka.ClusterRefusedException;
import io.tocsin.runtime.topics.BrokerUnreachableException;
import io.tocsin.runtime.topics.TopicsUnusableException;
import io.tocsin.schemas.RegistryUnavailableException;
import io.tocsin.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * What can be done with the rules of the live namespace: looked at, tried on the posts of the last
 * days, exchanged. An outage of brokers or registry is told as such, and nothing is kept from it.
 */
final class RuleDesk implements AutoCloseable {
  private static final int TRIALS_AT_ONCE = 2;
  private static final Duration LONGEST_TRIAL = Duration.ofSeconds(20);
  private static final Duration LONGEST_READING = Duration.ofSeconds(10);
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final int MOST_MATCHES = 50;
  private static final int MOST_EVENTS = 2_000;
  private static final long CHARACTERS_A_POST = 1_600;
  private static final long MOST_RECORDS = 3_000_000;

  private final RulesView view;
  private final RecentPosts posts;
  private final RulesTopic topic;
  private final InstantSource clock;
  private final TrialTurns turns = new TrialTurns(TRIALS_AT_ONCE, LONGEST_TRIAL);
  private final ReentrantLock writing = new ReentrantLock();

  RuleDesk(ServiceConfig config, DashboardSettings settings, Topics topics, InstantSource clock) {
    String name = config.namespace() + "-dashboard-";
    this.view = new RulesView(config.kafka(), name + "rules", topics);
    this.posts =
        new RecentPosts(
            config.kafka(),
            name + "trials",
            topics.enrichedPosts(),
            new RecentPosts.Limits(
                settings.trialPast(),
                settings.trialPosts(),
                settings.trialPosts() * CHARACTERS_A_POST,
                MOST_RECORDS),
            clock);
    this.topic = new RulesTopic(config);
    this.clock = clock;
  }

  /** What was tried, and on what. */
  record Tried(Kept posts, Outcome outcome) {}

  /** What was written, and the set that came of it. */
  record Written(Snapshot snapshot, Rule rule, String change) {}

  /**
   * The rules as they are.
   *
   * @throws ApiProblem if broker or registry are away
   */
  Snapshot look() {
    return available(view::look);
  }

  /**
   * A rule as it is.
   *
   * @throws ApiProblem if there is none of this id
   */
  Rule find(String ruleId) {
    Rule rule = look().rules().get(ruleId);
    if (rule == null) {
      throw new ApiProblem(ApiProblem.Kind.NOT_FOUND, "no rule with this id");
    }
    return rule;
  }

  /**
   * Tries a rule.
   *
   * @param client who; a newer trial of the same ends this one
   * @throws ApiProblem if that happens, or it takes too long, or too many try
   */
  Tried attempt(String client, Rule rule) {
    try {
      TrialTurns.Turn<Tried> turn =
          turns.take(client, goOn -> available(() -> attempt(rule, goOn)));
      return turn.result().orElseThrow(() -> problem(turn.end()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ApiProblem(ApiProblem.Kind.UNAVAILABLE, "the dashboard stops");
    }
  }

  private Optional<Tried> attempt(Rule rule, BooleanSupplier goOn) {
    Kept kept = posts.read(LONGEST_READING);
    return RuleTrial.run(
            rule, kept.posts(), kept.until().toEpochMilli(), MOST_MATCHES, MOST_EVENTS, goOn)
        .map(outcome -> new Tried(kept, outcome));
  }

  private static ApiProblem problem(TrialTurns.End end) {
    return switch (end) {
      case SUPERSEDED ->
          new ApiProblem(ApiProblem.Kind.SUPERSEDED, "a newer trial of the same client began");
      case CROWDED ->
          new ApiProblem(
              ApiProblem.Kind.CROWDED, TRIALS_AT_ONCE + " trials run already; try again");
      case TOO_LONG, DONE ->
          new ApiProblem(
              ApiProblem.Kind.UNAVAILABLE,
              "it takes longer than " + LONGEST_TRIAL.toSeconds() + " s on these posts");
    };
  }

  /**
   * Puts a rule in the place of the one that was looked at.
   *
   * @throws ApiProblem if it is another by now, or cannot be written; nothing is written then
   */
  Written exchange(RuleExchange exchange) {
    if (!writing.tryLock()) {
      throw new ApiProblem(
          ApiProblem.Kind.CROWDED, "somebody else changes rules at this moment; try again");
    }
    try {
      RuleChanges changes = available(() -> topic.exchange(exchange, clock));
      String id = exchange.rule().ruleId();
      Rule rule =
          changes.written().stream()
              .filter(written -> written.ruleId().equals(id))
              .findFirst()
              .orElseGet(() -> find(id));
      return new Written(awaitVisible(rule), rule, change(changes, id));
    } catch (RuleConflictException conflict) {
      throw new ApiProblem(ApiProblem.Kind.CONFLICT, conflict.getMessage() + "; look at it again");
    } catch (RuleEditException bad) {
      throw new ApiProblem(ApiProblem.Kind.CONFLICT, String.valueOf(bad.getMessage()));
    } finally {
      writing.unlock();
    }
  }

  /** What a transaction has written can be read a moment after it is committed. */
  private Snapshot awaitVisible(Rule written) {
    String stamp = RuleExchange.stamp(written);
    long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
    while (true) {
      Snapshot now = look();
      Rule found = now.rules().get(written.ruleId());
      boolean visible = found != null && RuleExchange.stamp(found).equals(stamp);
      if (visible || System.nanoTime() - deadline > 0) {
        return now;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private static String change(RuleChanges changes, String id) {
    if (changes.added().stream().anyMatch(rule -> rule.ruleId().equals(id))) {
      return "added";
    }
    if (changes.changed().stream().anyMatch(rule -> rule.ruleId().equals(id))) {
      return "changed";
    }
    return changes.relabelled().stream().anyMatch(rule -> rule.ruleId().equals(id))
        ? "relabelled"
        : "unchanged";
  }

  private static <T> T available(Supplier<T> work) {
    try {
      return work.get();
    } catch (RegistryUnavailableException away) {
      throw new ApiProblem(ApiProblem.Kind.UNAVAILABLE, String.valueOf(away.getMessage()));
    } catch (KafkaException
        | ClusterRefusedException
        | BrokerUnreachableException
        | TopicsUnusableException away) {
      throw new ApiProblem(ApiProblem.Kind.UNAVAILABLE, "the cluster: " + away.getMessage());
    }
  }

  @Override
  public void close() {
    posts.close();
    view.close();
  }
}
