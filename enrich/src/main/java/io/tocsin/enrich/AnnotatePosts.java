package io.tocsin.enrich;

import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.Post;
import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.AnnotatorChain;
import io.tocsin.runtime.probe.ProbeRecords;
import io.tocsin.runtime.time.Watermark;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Turns each post into an enriched post, and hands watermarks and tombstones on. Every record keeps
 * its key, timestamp and headers; killed posts pass without annotations.
 */
final class AnnotatePosts extends ContextualProcessor<String, Post, String, EnrichedPost> {

  private static final Logger log = LoggerFactory.getLogger(AnnotatePosts.class);

  private final String policy;
  private final EnrichMeters meters;
  private final AnnotatorHealth health;
  private final AnnotatorChain chain;
  private final Set<String> told = new HashSet<>();

  /**
   * With annotators that follow a policy for territories.
   *
   * @param policy what the policy is called in the posts
   */
  AnnotatePosts(
      List<Annotator> annotators, String policy, EnrichMeters meters, AnnotatorHealth health) {
    this.policy = policy;
    this.meters = meters;
    this.health = health;
    this.chain = new AnnotatorChain(annotators, this::tell);
  }

  @Override
  public void process(Record<String, Post> record) {
    Post post = record.value();
    if (Watermark.isControlKey(record.key())) {
      handOnControl(record);
    } else if (post == null) {
      meters.countErased();
      context().forward(record.withValue(null));
    } else {
      Objects.requireNonNull(record.key(), "a post without a key, which only ingest can have sent");
      context().forward(record.withValue(enrich(post)));
    }
  }

  private EnrichedPost enrich(Post post) {
    if (!PostRecords.isUsable(post)) {
      meters.countKilled();
      return PostRecords.enriched(post, Annotations.NONE, null);
    }
    health.countPost();
    return PostRecords.enriched(post, annotate(post), policy);
  }

  /** A post of the probe is annotated as all are, and counts nowhere. */
  private Annotations annotate(Post post) {
    return ProbeRecords.isSource(post.getSource())
        ? chain.annotate(PostRecords.text(post))
        : meters.timed(() -> chain.annotate(PostRecords.text(post)));
  }

  /** Only this partition's own watermark may pass: anything else could move another one's clock. */
  private void handOnControl(Record<String, Post> record) {
    boolean ours =
        Watermark.read(record.key(), record.headers())
            .filter(watermark -> watermark.partition() == context().taskId().partition())
            .filter(watermark -> watermark.key().equals(record.key()))
            .isPresent();
    if (ours) {
      context().forward(record.withValue(null));
    } else {
      meters.countIgnoredControl();
    }
  }

  /** Loud the first time, quiet afterwards: it happens for every post or for none. */
  private void tell(Annotator annotator, RuntimeException failure) {
    meters.countFailure(annotator.name());
    health.countFailure(annotator.name(), failure);
    Level level = told.add(annotator.name()) ? Level.WARN : Level.DEBUG;
    log.atLevel(level)
        .addKeyValue("stage", annotator.name())
        .setCause(failure)
        .log("annotator failed");
  }
}
