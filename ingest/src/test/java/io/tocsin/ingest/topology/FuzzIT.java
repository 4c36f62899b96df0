package io.tocsin.ingest.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.Post;
import io.tocsin.avro.RawPost;
import io.tocsin.ingest.IngestApp;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.RawPosts;
import io.tocsin.testkit.TestCluster;
import io.tocsin.testkit.fuzz.CleanPostRules;
import io.tocsin.testkit.fuzz.FuzzedInputs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Fuzzed inputs through the service on a real broker: it goes on, and the count closes. */
@ExtendWith(ClusterExtension.class)
class FuzzIT {
  private static final int INPUTS = 3_000;
  private static final RawPosts LAST = RawPosts.rawPost().of("wire", "the-last");

  private static RunningService start(TestCluster cluster) {
    ServiceConfigBuilder builder = ServiceShell.config(IngestApp.DEFINITION);
    cluster.settings().forEach(builder::set);
    ServiceConfig config =
        builder
            .set("tocsin.mode", "event")
            .stateDir(cluster.stateDir().resolve("fuzz"))
            .partitions(1)
            .build();
    return ServiceShell.start(IngestApp.of(config), config);
  }

  private static Instant seenAt(int number) {
    return IngestDriver.BEGIN.plusMillis(number);
  }

  private static List<byte[]> inputs(Topics topics) {
    Serde<RawPost> avro = topics.rawPostSerde();
    FuzzedInputs fuzzed =
        new FuzzedInputs(7, post -> avro.serializer().serialize(topics.rawPosts().name(), post));
    List<byte[]> inputs = new ArrayList<>();
    for (int i = 0; i < INPUTS; i++) {
      inputs.add(fuzzed.at(i));
    }
    inputs.add(LAST.jsonBytes());
    return inputs;
  }

  @Test
  @SuppressWarnings("try") // the service runs, nobody asks it anything
  void shouldFindEveryInputAgain(TestCluster cluster) {
    Topics topics = cluster.topics(ClockMode.EVENT, 1);
    try (RunningService ingest = start(cluster)) {
      List<byte[]> inputs = inputs(topics);
      PurePath path = PurePath.over(topics);
      List<String> forgotten = new ArrayList<>();
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        long time = seenAt(i).toEpochMilli();
        records.add(new ProducerRecord<>(topics.rawPosts().name(), 0, time, null, inputs.get(i)));
        path.take(inputs.get(i), seenAt(i))
            .filter(CleanPostRules::isTakedown)
            .ifPresent(post -> forgotten.add(post.getPostKey()));
      }
      cluster.produce(records);
      List<ConsumerRecord<String, Post>> all =
          cluster.awaitRecords(topics.posts(), path.effective + forgotten.size());
      assertThat(all.get(all.size() - 1).key()).isEqualTo(LAST.postKey());
      assertThat(all.stream().filter(post -> post.value() == null).map(ConsumerRecord::key))
          .as("tombstones, each behind its takedown")
          .isNotEmpty()
          .containsExactlyElementsOf(forgotten);
      List<ConsumerRecord<String, Post>> posts =
          all.stream().filter(post -> post.value() != null).toList();
      assertThat(posts)
          .hasSize(path.effective)
          .allMatch(post -> CleanPostRules.brokenBy(post.value()).isEmpty());
      assertThat(cluster.readAll(topics.deadLetters("ingest").name())).hasSize(path.refusals());
      assertThat(posts.size() + path.dropped + path.refusals()).isEqualTo(INPUTS + 1);
    }
  }
}
