package io.tocsin.alerts.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.alerts.core.match.MentionTracker.Memory;
import io.tocsin.alerts.core.match.MentionTracker.MentionKey;
import io.tocsin.alerts.core.match.MentionTracker.Remembered;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class PostMemoriesTest {

  private static final Duration LIFE = Duration.ofSeconds(10);

  private final KeyValueStore<Bytes, byte[]> store = TestStores.keyValue(Serdes.ByteArray());
  private final PostMemories memories = new PostMemories(store, LIFE, 3);

  private static Memory at(long time) {
    return new Memory(
        time, List.of(new Remembered(new MentionKey("wär", "hash", "UA"), 7, time - 1)));
  }

  @Test
  void shouldGiveBackWhatItWasGiven() {
    memories.remember("wire:1", Optional.of(at(1_000)));

    assertThat(memories.recall("wire:1", 2_000)).contains(at(1_000));
    assertThat(memories.recall("wire:2", 2_000)).isEmpty();
  }

  @Test
  void shouldEndByTheTimeOfWhoeverAsks() {
    memories.remember("wire:1", Optional.of(at(1_000)));

    assertThat(memories.recall("wire:1", 11_000)).isPresent();
    assertThat(memories.recall("wire:1", 11_001)).isEmpty();
  }

  @Test
  void shouldAddWhatAnotherRuleWouldHaveRemembered() {
    memories.remember("wire:1", Optional.of(at(1_000)));
    Remembered known = at(1_000).mentions().get(0);
    Remembered other = new Remembered(new MentionKey("new", "hash", ""), 1, 500);
    Remembered same = new Remembered(known.key(), 9, 1);

    memories.addTo("wire:1", new Memory(700, List.of(other, same)));
    memories.addTo("wire:2", new Memory(800, List.of(other)));

    assertThat(memories.recall("wire:1", 2_000)).contains(new Memory(1_000, List.of(other, known)));
    assertThat(memories.recall("wire:2", 2_000)).contains(new Memory(800, List.of(other)));
    assertThat(memories.size()).isEqualTo(2);
  }

  @Test
  void shouldForgetTheOldestBeyondTheLimit() {
    for (int i = 1; i <= 5; i++) {
      memories.remember("wire:" + i, Optional.of(at(i)));
    }

    assertThat(memories.size()).isEqualTo(3);
    assertThat(memories.recall("wire:2", 10)).isEmpty();
    assertThat(memories.recall("wire:3", 10)).isPresent();
  }

  @Test
  void shouldCountWhatAnEarlierRunLeft() {
    memories.remember("wire:1", Optional.of(at(1)));
    memories.remember("wire:2", Optional.of(at(2)));

    assertThat(new PostMemories(store, LIFE, 3).size()).isEqualTo(2);
  }

  @Test
  void shouldKeepWhatWasTakenBack() {
    Remembered gone = new Remembered(new MentionKey("old", "hash", "PL"), 1, 400);
    Memory memory = new Memory(1_000, at(1_000).mentions(), List.of(gone));
    memories.remember("wire:1", Optional.of(memory));
    assertThat(memories.recall("wire:1", 2_000)).contains(memory);

    memories.addTo("wire:1", at(900));
    assertThat(memories.recall("wire:1", 2_000)).contains(memory);
  }

  /** Format 1, as it was written: a mark, lastSeenAt, a count, and each mention. */
  @Test
  void shouldReadWhatTheFirstReleaseWrote() throws IOException {
    memories.remember("wire:1", Optional.of(at(1_000)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(1);
    out.writeLong(1_000);
    out.writeInt(1);
    out.writeUTF("wär");
    out.writeUTF("hash");
    out.writeUTF("UA");
    out.writeInt(7);
    out.writeLong(999);
    store
        .all()
        .forEachRemaining(
            entry -> {
              if (entry.value.length > 0) {
                store.put(entry.key, bytes.toByteArray());
              }
            });

    assertThat(memories.recall("wire:1", 2_000)).contains(at(1_000));
  }

  @Test
  void shouldRefuseAnotherFormat() {
    memories.remember("wire:1", Optional.of(at(1)));
    store
        .all()
        .forEachRemaining(
            entry -> {
              if (entry.value.length > 0) {
                store.put(entry.key, new byte[] {9});
              }
            });

    assertThatThrownBy(() -> memories.recall("wire:1", 1)).hasMessageContaining("in format 9");
  }

  private record Step(String post, long pause, boolean remember, boolean sweep) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "c"),
            Arbitraries.of(0L, 1L, 4_000L, 10_000L, 10_001L),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(Step::new)
        .list()
        .ofMaxSize(30);
  }

  @Property
  void shouldRecallTheSameWhetherSweptOrNot(@ForAll("steps") List<Step> steps) {
    PostMemories swept = new PostMemories(TestStores.keyValue(Serdes.ByteArray()), LIFE, 3);
    Map<String, Memory> naive = new HashMap<>();
    long now = 0;
    for (Step step : steps) {
      now += step.pause();
      long time = now;
      if (step.sweep()) {
        swept.sweep(time);
      }
      Optional<Memory> expected =
          Optional.ofNullable(naive.get(step.post()))
              .filter(memory -> memory.lastSeenAt() >= time - LIFE.toMillis());
      assertThat(swept.recall(step.post(), time)).isEqualTo(expected);
      Optional<Memory> next = step.remember() ? Optional.of(at(time)) : Optional.empty();
      swept.remember(step.post(), next);
      next.ifPresentOrElse(m -> naive.put(step.post(), m), () -> naive.remove(step.post()));
    }
  }
}
