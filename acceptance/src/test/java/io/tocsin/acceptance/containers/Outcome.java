package io.tocsin.acceptance.containers;

import io.tocsin.avro.Post;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.CanonicalAlert;
import io.tocsin.testkit.TestCluster;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What has come out of a history: two runs of one history must have the same.
 *
 * @param alerts the alert events
 * @param posts the effective revisions of all posts, by key and revision
 */
record Outcome(List<CanonicalAlert> alerts, List<Post> posts) {

  private static final Comparator<Post> BY_REVISION =
      Comparator.comparing(Post::getPostKey).thenComparing(Post::getRevision);

  /** What is committed by now. */
  static Outcome of(TestCluster cluster, Topics topics) {
    return new Outcome(
        CanonicalAlert.of(cluster, topics),
        cluster.readAll(topics.posts()).stream()
            .map(ConsumerRecord::value)
            .sorted(BY_REVISION)
            .toList());
  }
}
