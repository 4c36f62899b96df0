package io.tocsin.replay.simulation;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Signature;
import io.tocsin.alerts.core.match.Hit;
import io.tocsin.alerts.core.match.Place;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.core.match.PostRevision.NamedEntity;
import io.tocsin.alerts.core.match.RuleMatcher;
import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.AnnotatorChain;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.StandardAnnotators;
import io.tocsin.enrich.core.TextField;
import io.tocsin.ingest.core.CleanPost;
import io.tocsin.ingest.core.JsonPosts;
import io.tocsin.ingest.core.PartitionClock.Admission;
import io.tocsin.ingest.core.PostChecks;
import io.tocsin.ingest.core.PostCleaner;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.Revision;
import io.tocsin.ingest.core.TimeRules;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the services do to a single post, by their own code. Pure per post, so that answers are
 * remembered over the many runs of one history.
 */
final class PostLogic {

  private final List<Rule> rules;
  private final RuleMatcher matcher;
  private final PostCleaner cleaner = new PostCleaner(TimeRules.DEFAULT);
  private final AnnotatorChain annotators =
      new AnnotatorChain(
          StandardAnnotators.shared(),
          (annotator, failure) -> {
            throw new IllegalStateException(annotator.name() + " failed", failure);
          });
  private final Map<Revision, PostRevision> enriched = new HashMap<>();
  private final Map<PostRevision, List<Hit>> matched = new HashMap<>();

  PostLogic(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    this.matcher = new RuleMatcher(rules);
  }

  List<Rule> rules() {
    return rules;
  }

  /** Ingest: parse, check, clean; empty for what becomes a dead letter. */
  Optional<CleanPost> read(Delivery delivery, Admission admission) {
    Reading<CleanPost> reading =
        JsonPosts.read(delivery.json())
            .then(PostChecks::check)
            .then(
                post ->
                    cleaner.clean(
                        post, Instant.ofEpochMilli(admission.seenAt()), admission.late()));
    return reading instanceof Reading.Accepted<CleanPost> accepted
        ? Optional.of(accepted.value())
        : Optional.empty();
  }

  /** Enrich, and the form in which alerts reads it. */
  PostRevision enrich(Revision revision) {
    return enriched.computeIfAbsent(revision, this::annotate);
  }

  /** Alerts: which rules match. */
  List<Hit> match(PostRevision post) {
    return post.killed() ? List.of() : matched.computeIfAbsent(post, matcher::match);
  }

  private PostRevision annotate(Revision revision) {
    CleanPost post = revision.post();
    Annotations found =
        post.killed()
            ? Annotations.NONE
            : annotators.annotate(new PostText(post.title(), post.body(), post.language()));
    return new PostRevision(
        post.postKey(),
        revision.number(),
        post.seenAt().toEpochMilli(),
        post.source(),
        post.killed(),
        revision.backlog(),
        found.language().tag(),
        post.title(),
        post.body(),
        post.url(),
        found.entities().stream().map(PostLogic::entity).toList(),
        found.tags().stream().map(tag -> tag.code()).toList(),
        found.countries(),
        signature(found.signature()));
  }

  private static NamedEntity entity(io.tocsin.enrich.core.Entity entity) {
    Place.Text text = entity.field() == TextField.TITLE ? Place.Text.TITLE : Place.Text.BODY;
    return new NamedEntity(
        entity.text(), entity.link(), new Place(text, entity.start(), entity.end()));
  }

  private static @Nullable Signature signature(
      io.tocsin.enrich.core.@Nullable Signature signature) {
    if (signature == null) {
      return null;
    }
    byte[] bits = new byte[signature.bits().remaining()];
    signature.bits().duplicate().get(bits);
    return new Signature(signature.algorithm(), bits, signature.shingles());
  }
}
