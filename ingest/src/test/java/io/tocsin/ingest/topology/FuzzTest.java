package io.tocsin.ingest.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.tocsin.avro.Post;
import io.tocsin.avro.RawPost;
import io.tocsin.ingest.core.RejectReason;
import io.tocsin.ingest.core.clean.Draft;
import io.tocsin.ingest.core.clean.TextCleaner;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.fuzz.CleanPostRules;
import io.tocsin.testkit.fuzz.FuzzedInputs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/**
 * Records that nobody should send end nothing and are all found again: as a clean post, dropped as
 * known or old, or as a dead letter with its reason. A longer run is in {@code benchmarks/fuzz}.
 */
class FuzzTest {
  private static final long SEED = 20220211;
  private static final int INPUTS = 100_000;
  private static final int THROUGH_KAFKA = 4_000;

  private int takedowns;

  private final Topics topics = Topics.of("news", ClockMode.LIVE, 1, AvroSerdes.inMemory());

  private static FuzzedInputs inputs(Topics topics) {
    Serde<RawPost> avro = topics.rawPostSerde();
    return new FuzzedInputs(
        SEED, post -> avro.serializer().serialize(topics.rawPosts().name(), post));
  }

  private static Instant seenAt(int number) {
    return IngestDriver.BEGIN.plusMillis(number);
  }

  @Test
  void shouldFindEveryInputAgainAndNeverMakeAnInvalidPost() {
    PurePath path = PurePath.over(topics);
    FuzzedInputs inputs = inputs(topics);
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < INPUTS; i++) {
      String input = "input " + i + ": ";
      path.take(inputs.at(i), seenAt(i)).map(this::faults).orElse(List.of()).stream()
          .map(input::concat)
          .forEach(faults::add);
    }
    assertThat(faults).as("seed " + SEED).isEmpty();
    assertThat(path.effective + path.dropped + path.refusals()).isEqualTo(INPUTS);
    assertThat(takedowns).as("takedowns that had an effect").isGreaterThan(INPUTS / 1_000);
    assertThat(List.of(path.effective, path.dropped, path.refusals()))
        .allMatch(share -> share > INPUTS / 20);
    Set<RejectReason> expected = EnumSet.allOf(RejectReason.class);
    expected.removeAll(Set.of(RejectReason.CONTROL_RECORD, RejectReason.RESERVED_SOURCE));
    assertThat(path.refused.keySet()).containsExactlyInAnyOrderElementsOf(expected);
  }

  private List<String> faults(Post post) {
    takedowns += CleanPostRules.isTakedown(post) ? 1 : 0;
    List<String> faults = new ArrayList<>(CleanPostRules.brokenBy(post));
    Serde<Post> serde = topics.posts().valueSerde();
    byte[] bytes = serde.serializer().serialize(topics.posts().name(), post);
    if (!post.equals(serde.deserializer().deserialize(topics.posts().name(), bytes))) {
      faults.add("is another post after its bytes were read");
    }
    Draft again = TextCleaner.clean(Draft.of(post.getTitle(), post.getBody(), null));
    if (!again.body().equals(post.getBody()) || !again.title().equals(post.getTitle())) {
      faults.add("is changed by cleaning it again");
    }
    return faults;
  }

  @Test
  void shouldEndTheSameWayThroughTheTopology() {
    try (IngestDriver ingest = IngestDriver.live()) {
      PurePath path = PurePath.over(ingest.topics);
      FuzzedInputs inputs = inputs(ingest.topics);
      for (int i = 0; i < THROUGH_KAFKA; i++) {
        byte[] value = inputs.at(i);
        ingest.send(null, value, seenAt(i));
        path.take(value, seenAt(i));
      }
      List<Post> posts = ingest.posts();
      List<TestRecord<byte[], byte[]>> letters = ingest.deadLetters();
      assertThat(posts).hasSize(path.effective).allMatch(p -> CleanPostRules.brokenBy(p).isEmpty());
      assertThat(letters).hasSize(path.refusals());
      assertThat(letters).allMatch(letter -> !IngestDriver.reason(letter).isEmpty());
      assertThat(posts.size() + letters.size() + droppedBy(ingest)).isEqualTo(THROUGH_KAFKA);
    }
  }

  private static int droppedBy(IngestDriver ingest) {
    double stale =
        ingest.meters.find("tocsin.ingest.revisions.stale").counters().stream()
            .mapToDouble(Counter::count)
            .sum();
    return (int)
        (stale + ingest.meters.get("tocsin.ingest.revisions.redelivered").counter().count());
  }

  @Test
  void shouldBeMadeOfSeedAndNumberAlone() {
    FuzzedInputs again = inputs(topics);
    FuzzedInputs inputs = inputs(topics);
    for (int i = 2_000; i > 0; i--) {
      assertThat(again.at(i)).isEqualTo(inputs.at(i));
    }
  }
}
