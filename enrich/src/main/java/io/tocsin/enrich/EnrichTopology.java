package io.tocsin.enrich;

import io.tocsin.avro.EnrichedPost;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.runtime.time.WatermarkPartitioner;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.util.List;
import org.apache.kafka.streams.Topology;

/**
 * Posts in, enriched posts out, partition by partition; one input, so watermarks need no merging.
 */
final class EnrichTopology {

  /** What the signs of life call it. */
  static final String STAGE = "annotate";

  private static final String READ = "read-posts";
  private static final String ANNOTATE = "annotate-posts";
  private static final String WRITE = "write-enriched-posts";
  private static final String REPORT = "report-status";
  private static final String WRITE_STATUS = "write-status";

  private final Topics topics;
  private final List<Annotator> annotators;
  private final String policy;
  private final EnrichMeters meters;
  private final AnnotatorHealth health;

  EnrichTopology(
      Topics topics,
      List<Annotator> annotators,
      String policy,
      EnrichMeters meters,
      AnnotatorHealth health) {
    this.topics = topics;
    this.annotators = List.copyOf(annotators);
    this.annotators.forEach(annotator -> meters.expect(annotator.name()));
    this.policy = policy;
    this.meters = meters;
    this.health = health;
  }

  Topology build() {
    Topology topology = new Topology();
    readPosts(topology);
    annotate(topology);
    writeEnriched(topology);
    reportStatus(topology);
    return topology;
  }

  private void readPosts(Topology topology) {
    var posts = topics.posts();
    topology.addSource(
        READ, posts.keySerde().deserializer(), posts.valueSerde().deserializer(), posts.name());
  }

  private void annotate(Topology topology) {
    topology.addProcessor(
        ANNOTATE, () -> new AnnotatePosts(annotators, policy, meters, health), READ);
  }

  private void writeEnriched(Topology topology) {
    TopicSpec<String, EnrichedPost> enriched = topics.enrichedPosts();
    topology.addSink(
        WRITE,
        enriched.name(),
        enriched.keySerde().serializer(),
        enriched.valueSerde().serializer(),
        WatermarkPartitioner.<EnrichedPost>toSame(),
        ANNOTATE);
  }

  private void reportStatus(Topology topology) {
    var status = topics.status();
    topology.addProcessor(
        REPORT,
        () -> new ReportStatus(EnrichApp.NAME, STAGE, topics.mode(), meters.clocks()),
        READ);
    topology.addSink(
        WRITE_STATUS,
        status.name(),
        status.keySerde().serializer(),
        status.valueSerde().serializer(),
        REPORT);
  }
}
