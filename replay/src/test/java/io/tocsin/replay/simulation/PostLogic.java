package io.tocsin.replay.simulation;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.match.Hit;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.core.match.RuleMatcher;
import io.tocsin.ingest.core.CleanPost;
import io.tocsin.ingest.core.PartitionClock.Admission;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.Revision;
import io.tocsin.replay.backtest.PostStages;
import io.tocsin.replay.backtest.ServiceSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the services do to a single post, by their own code. Pure per post, so that answers are
 * remembered over the many runs of one history.
 */
public final class PostLogic {

  private final List<Rule> rules;
  private final RuleMatcher matcher;
  private final PostStages stages =
      new PostStages(
          true,
          ServiceSettings.DEFAULT,
          (annotator, failure) -> {
            throw new IllegalStateException(annotator.name() + " failed", failure);
          });
  private final Map<Revision, PostRevision> enriched = new HashMap<>();
  private final Map<PostRevision, List<Hit>> matched = new HashMap<>();

  /** For some rules. */
  public PostLogic(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    this.matcher = new RuleMatcher(rules);
  }

  List<Rule> rules() {
    return rules;
  }

  /** Ingest: parse, check, clean; empty for what becomes a dead letter. */
  Optional<CleanPost> read(Delivery delivery, Admission admission) {
    Reading<CleanPost> reading = stages.read(delivery.json(), admission);
    return reading instanceof Reading.Accepted<CleanPost> accepted
        ? Optional.of(accepted.value())
        : Optional.empty();
  }

  /** Enrich, and the form in which alerts reads it. */
  PostRevision enrich(Revision revision) {
    return enriched.computeIfAbsent(revision, stages::enrich);
  }

  /** Alerts: which rules match. */
  List<Hit> match(PostRevision post) {
    return post.killed() ? List.of() : matched.computeIfAbsent(post, matcher::match);
  }
}
