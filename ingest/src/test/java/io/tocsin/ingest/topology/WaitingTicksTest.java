package io.tocsin.ingest.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.topology.WaitingTicks.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class WaitingTicksTest {

  private static final long MINUTE = 60_000;
  private static final long FIRST = 27_000_000 * MINUTE;
  private static final int LIMIT = 5_000;

  private final KeyValueStore<String, byte[]> store = store();
  private final WaitingTicks waiting = new WaitingTicks(store, LIMIT);

  private static KeyValueStore<String, byte[]> store() {
    KeyValueStore<String, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(WatchSources.TICK_STORE),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    return store;
  }

  private static Tick post(String source, int minute) {
    return new Tick(source, FIRST + minute * MINUTE, 1, FIRST + minute * MINUTE + 7);
  }

  private static long before(int minute) {
    return FIRST + minute * MINUTE;
  }

  @Test
  void shouldHandOverEachMinuteOnceAndInOrder() {
    waiting.add(post("b", 1));
    waiting.add(post("a", 1));
    waiting.add(post("a", 0));
    waiting.add(post("a", 2));

    assertThat(waiting.take(before(2))).containsExactly(post("a", 0), post("a", 1), post("b", 1));
    assertThat(waiting.take(before(2))).isEmpty();
    assertThat(waiting.take(before(3))).containsExactly(post("a", 2));
  }

  @Test
  void shouldFindWhatComesBehindTheLastSearch() {
    waiting.add(post("a", 5));
    waiting.take(before(9));
    waiting.add(post("a", 3));
    waiting.add(post("a", 8));

    assertThat(waiting.take(before(9))).containsExactly(post("a", 3), post("a", 8));
  }

  @Test
  void shouldHandOverManyOfOneMinuteInPortions() {
    List<Tick> added =
        IntStream.range(0, 2_500).mapToObj(i -> post("s%04d".formatted(i), 4)).toList();
    added.forEach(waiting::add);

    List<Tick> taken = new ArrayList<>();
    List<Tick> portion = waiting.take(before(5));
    while (!portion.isEmpty()) {
      taken.addAll(portion);
      portion = waiting.take(before(5));
    }

    assertThat(taken).isEqualTo(added);
  }

  @Test
  void shouldFindWhatAnEarlierRunLeft() {
    waiting.add(post("a", 1));
    waiting.take(before(2));
    waiting.add(post("b", 2));

    assertThat(new WaitingTicks(store, LIMIT).take(before(9))).containsExactly(post("b", 2));
  }
}
