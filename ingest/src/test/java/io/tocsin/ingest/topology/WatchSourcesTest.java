package io.tocsin.ingest.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.avro.SourceEvent;
import io.tocsin.avro.SourceEventType;
import io.tocsin.avro.SourceState;
import io.tocsin.ingest.IngestMetrics;
import io.tocsin.ingest.core.sources.SourceRules;
import io.tocsin.runtime.time.MergedClock;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.ClockMode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The stage itself, fed by any number of partitions in any interleaving. */
class WatchSourcesTest {
  private static final long BEGIN = Instant.parse("2022-02-07T00:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;
  private static final int DAYS = 9;
  private static final long END = BEGIN + DAYS * 24 * HOUR;

  /** A post of a source. */
  private record Said(String source, long time) {}

  /** One partition of the stage, with its stores. */
  private static final class Task {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final IngestMetrics metrics = new IngestMetrics(meters);
    private final MockProcessorContext<String, Outgoing> context = new MockProcessorContext<>();
    private final Processor<String, Integer, String, Outgoing> processor =
        WatchSources.with(new WatchSources.Tools(SourceRules.DEFAULT, metrics, ClockMode.EVENT));

    Task() {
      for (String name :
          List.of(WatchSources.SOURCE_STORE, WatchSources.TICK_STORE, WatchSources.CLOCK_STORE)) {
        KeyValueStore<String, byte[]> store =
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
      }
      processor.init(context);
    }

    void post(Said said) {
      processor.process(new Record<>(said.source(), 1, said.time()));
    }

    void mark(Watermark watermark) {
      RecordHeaders headers = new RecordHeaders();
      watermark.writeTo(headers);
      processor.process(new Record<>(watermark.key(), null, watermark.time(), headers));
    }

    /** Another instance takes over: nothing is left but the stores. */
    void restart() {
      processor.close();
      processor.init(context);
    }

    List<Outgoing> told() {
      return context.forwarded().stream()
          .map(CapturedForward::record)
          .<Outgoing>map(Record::value)
          .toList();
    }
  }

  /** What goes from each partition to each of the next stage: in order, and when it pleases. */
  private static final class Between<T> {
    private final List<List<Deque<T>>> queues = new ArrayList<>();
    private final SplittableRandom random;

    Between(int from, int to, SplittableRandom random) {
      this.random = random;
      for (int i = 0; i < from; i++) {
        List<Deque<T>> row = new ArrayList<>();
        for (int j = 0; j < to; j++) {
          row.add(new ArrayDeque<>());
        }
        queues.add(row);
      }
    }

    void send(int from, int to, T message) {
      queues.get(from).get(to).add(message);
    }

    void sendAll(int from, T message) {
      queues.get(from).forEach(queue -> queue.add(message));
    }

    void drain(BiConsumer<Integer, T> receiver) {
      List<int[]> open = new ArrayList<>();
      for (int i = 0; i < queues.size(); i++) {
        for (int j = 0; j < queues.get(i).size(); j++) {
          open.add(new int[] {i, j});
        }
      }
      while (!open.isEmpty()) {
        int chosen = random.nextInt(open.size());
        int[] way = open.get(chosen);
        Deque<T> queue = queues.get(way[0]).get(way[1]);
        for (int burst = 1 + random.nextInt(50); burst > 0 && !queue.isEmpty(); burst--) {
          receiver.accept(way[1], queue.remove());
        }
        if (queue.isEmpty()) {
          open.remove(chosen);
        }
      }
    }
  }

  private static List<Said> posts() {
    SplittableRandom random = new SplittableRandom(11);
    List<Said> posts = new ArrayList<>();
    for (String source : List.of("gazette", "herald", "wire", "blog")) {
      double perHour = source.equals("wire") ? 20 : 5;
      double time = BEGIN + random.nextInt(3_600_000);
      while (time < END) {
        long hour = (long) ((time - BEGIN) / HOUR);
        boolean ended = source.equals("gazette") && hour >= 150 && hour < 190;
        boolean asleep = source.equals("blog") && hour % 24 < 6;
        if (!ended && !asleep) {
          posts.add(new Said(source, (long) time));
        }
        time += -StrictMath.log(1 - random.nextDouble()) / perHour * HOUR;
      }
    }
    posts.sort(Comparator.comparingLong(Said::time).thenComparing(Said::source));
    return posts;
  }

  /** Posts through raw, post and source partitions; what all of them tell, in order. */
  private static List<Outgoing> run(
      int raws, int posts, int sources, boolean restarts, SplittableRandom random) {
    Between<Object> first = new Between<>(raws, posts, random);
    feed(first, raws, posts, random);
    Between<Object> second = new Between<>(posts, sources, random);
    List<MergedClock> clocks = new ArrayList<>();
    for (int i = 0; i < posts; i++) {
      clocks.add(MergedClock.unset());
    }
    first.drain(
        (partition, message) -> {
          if (message instanceof Said said) {
            second.send(partition, Math.floorMod(said.source().hashCode(), sources), said);
          } else {
            clocks
                .get(partition)
                .advance((Watermark) message)
                .ifPresent(
                    time -> second.sendAll(partition, new Watermark(partition, posts, time)));
          }
        });
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < sources; i++) {
      tasks.add(new Task());
    }
    second.drain((partition, message) -> take(tasks.get(partition), message, restarts, random));
    List<Outgoing> told = new ArrayList<>();
    tasks.forEach(task -> told.addAll(task.told()));
    told.sort(Comparator.comparing(WatchSourcesTest::order));
    return told;
  }

  private static void take(Task task, Object message, boolean restarts, SplittableRandom random) {
    if (message instanceof Said said) {
      task.post(said);
    } else {
      task.mark((Watermark) message);
    }
    if (restarts && random.nextInt(500) == 0) {
      task.restart();
    }
  }

  private static void feed(Between<Object> to, int raws, int posts, SplittableRandom random) {
    int cadence = 1 + random.nextInt(40);
    for (Said said : posts()) {
      int raw = Math.floorMod((int) said.time(), raws);
      to.send(raw, Math.floorMod((int) (said.time() / 7), posts), said);
      if (random.nextInt(cadence) == 0) {
        int any = random.nextInt(raws);
        to.sendAll(any, new Watermark(any, raws, said.time() - 1));
      }
    }
    for (int raw = 0; raw < raws; raw++) {
      to.sendAll(raw, new Watermark(raw, raws, END));
    }
  }

  private static String order(Outgoing told) {
    if (told instanceof Outgoing.Happened happened) {
      SourceEvent event = happened.event();
      return event.getAt() + event.getSource() + "1" + event.getType();
    }
    @Nullable SourceState state = ((Outgoing.Health) told).state();
    return state == null ? "" : state.getAt() + state.getSource() + "2";
  }

  @Property(tries = 25)
  void shouldTellTheSameForAnyPartitionsInterleavingAndRestart(
      @ForAll @IntRange(min = 1, max = 4) int raws,
      @ForAll @IntRange(min = 1, max = 4) int posts,
      @ForAll @IntRange(min = 1, max = 3) int sources,
      @ForAll boolean restarts,
      @ForAll long seed) {
    List<Outgoing> told = run(raws, posts, sources, restarts, new SplittableRandom(seed));

    assertThat(told).isEqualTo(run(1, 1, 1, false, new SplittableRandom(1)));
    assertThat(told)
        .filteredOn(Outgoing.Happened.class::isInstance)
        .extracting(happened -> ((Outgoing.Happened) happened).event().getType())
        .contains(SourceEventType.SILENT, SourceEventType.RECOVERED);
  }

  @Test
  void shouldHoldBackUntilAllPartitionsHaveSpoken() {
    Task task = new Task();
    task.post(new Said("wire", BEGIN));
    task.mark(new Watermark(0, 2, END));
    assertThat(task.told()).isEmpty();

    task.mark(new Watermark(1, 2, BEGIN + 59_998));
    assertThat(task.told()).as("the minute is not over").isEmpty();

    task.mark(new Watermark(1, 2, BEGIN + 59_999));
    assertThat(task.told()).hasSize(1);
  }

  @Test
  void shouldShowSourcesAsGaugesAsLongAsItWatchesThem() {
    Task task = new Task();
    task.post(new Said("wire", BEGIN));
    task.mark(new Watermark(0, 1, BEGIN + HOUR));
    var last = task.meters.get("tocsin.ingest.source.last.post").tag("source", "wire").gauge();

    assertThat(last.value()).isEqualTo(BEGIN / 1_000.0);
    task.processor.close();
    assertThat(last.value()).isNaN();
    assertThat(task.context.scheduledPunctuators()).allMatch(CapturedPunctuator::cancelled);
  }

  @Test
  void shouldBoundWhatWaits() {
    KeyValueStore<String, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("ticks"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    MockProcessorContext<String, Outgoing> context = new MockProcessorContext<>();
    store.init(context.getStateStoreContext(), store);
    WaitingTicks ticks = new WaitingTicks(store, 2);

    assertThat(ticks.add(new WaitingTicks.Tick("a", 0, 1, 5))).isTrue();
    assertThat(ticks.add(new WaitingTicks.Tick("b", 60_000, 1, 60_005))).isTrue();
    assertThat(ticks.add(new WaitingTicks.Tick("b", 60_000, 1, 60_004))).isTrue();
    assertThat(ticks.add(new WaitingTicks.Tick("c", 60_000, 1, 60_005))).isFalse();
    assertThat(new WaitingTicks(store, 2).take(60_000))
        .containsExactly(new WaitingTicks.Tick("a", 0, 1, 5));
    assertThat(ticks.take(120_000)).containsExactly(new WaitingTicks.Tick("b", 60_000, 2, 60_005));
  }
}
