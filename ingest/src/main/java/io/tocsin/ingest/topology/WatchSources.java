package io.tocsin.ingest.topology;

import io.tocsin.avro.Post;
import io.tocsin.ingest.IngestMetrics;
import io.tocsin.ingest.core.PostFlag;
import io.tocsin.ingest.core.sources.SourceOutput;
import io.tocsin.ingest.core.sources.SourceRules;
import io.tocsin.ingest.topology.WaitingTicks.Tick;
import io.tocsin.runtime.deadletters.HalfDoneException;
import io.tocsin.runtime.probe.ProbeRecords;
import io.tocsin.runtime.time.MergedClock;
import io.tocsin.runtime.time.StageClocks;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.ClockMode;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Watches the sources of one partition: holds their posts until the clock has passed the minute,
 * and tells how each source is. What it tells of a source follows from that source's posts and
 * their times alone, not from when and in which order they came here.
 */
final class WatchSources implements Processor<String, Integer, String, Outgoing> {
  static final String SOURCE_STORE = "source-store";
  static final String TICK_STORE = "source-tick-store";
  static final String CLOCK_STORE = "source-clock-store";

  /** Minutes of sources that wait for the clock in a partition. */
  static final int MOST_WAITING = 1_000_000;

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String CLOCK = "clock";
  private static final long MINUTE = 60_000;

  /** What it works with. */
  record Tools(SourceRules rules, IngestMetrics metrics, ClockMode mode) {}

  private final Tools tools;
  private final ProcessorContext<String, Outgoing> context;
  private final KeyValueStore<String, byte[]> clockStore;
  private final MergedClock clock;
  private final WaitingTicks waiting;
  private final WatchedSources sources;
  private final SignOfLife sign;
  private final StageClocks.Shown shown;
  private long passed;
  private @Nullable Cancellable schedule;

  private WatchSources(Tools tools, ProcessorContext<String, Outgoing> context) {
    this.tools = tools;
    this.context = context;
    this.clockStore = context.getStateStore(CLOCK_STORE);
    this.clock = MergedClock.fromBytes(clockStore.get(CLOCK));
    this.waiting = new WaitingTicks(context.getStateStore(TICK_STORE), MOST_WAITING);
    this.sources =
        new WatchedSources(
            context.getStateStore(SOURCE_STORE), tools.rules(), tools.metrics()::source);
    this.sign = new SignOfLife("watch-sources", tools.mode());
    this.shown = sign.show(tools.metrics(), context.taskId().partition(), clock.now());
    this.passed = horizon();
  }

  /** The processor as Kafka Streams makes it. */
  static Processor<String, Integer, String, Outgoing> with(Tools tools) {
    return new LateInit<>(context -> new WatchSources(tools, context).started());
  }

  /**
   * What a post says of its source: 1 if it is news, 0 if it is a backlog, which is a sign of life
   * and no part of the rhythm. Nothing if it is the probe's, which is no source. Control records
   * stay as they are.
   */
  static List<KeyValue<String, Integer>> ticks(String key, @Nullable Post post) {
    if (post == null) {
      return List.of(KeyValue.pair(key, null));
    }
    if (ProbeRecords.isSource(post.getSource())) {
      return List.of();
    }
    boolean backlog = post.getFlags().contains(PostFlag.BACKLOG.name());
    return List.of(KeyValue.pair(post.getSource(), backlog ? 0 : 1));
  }

  private WatchSources started() {
    int partition = context.taskId().partition();
    schedule =
        context.schedule(
            PAUSE,
            PunctuationType.WALL_CLOCK_TIME,
            now -> context.forward(sign.at(now, partition, clock.now())));
    return this;
  }

  @Override
  public void close() {
    if (schedule != null) {
      schedule.cancel();
    }
    shown.close();
    sources.book().names().forEach(tools.metrics()::unwatched);
  }

  @Override
  public void process(Record<String, Integer> record) {
    if (record.value() == null) {
      Watermark.read(record.key(), record.headers()).ifPresent(this::advance);
    } else {
      hold(record.key(), record.value(), record.timestamp());
    }
  }

  /** What should have come before the clock passed is taken for what comes next. */
  private void hold(String source, int posts, long time) {
    long minute = Math.max(passed, Math.floorDiv(time, MINUTE) * MINUTE);
    if (!waiting.add(new Tick(source, minute, posts, Math.max(passed, time)))) {
      tools.metrics().tickDropped();
    }
  }

  private void advance(Watermark watermark) {
    clock.advance(watermark).ifPresent(shown::at);
    clockStore.put(CLOCK, clock.toBytes());
    long horizon = horizon();
    if (horizon > passed) {
      try {
        passTo(horizon);
      } catch (KafkaException e) {
        throw e;
      } catch (RuntimeException e) {
        throw new HalfDoneException("the watch over sources failed on its way to " + horizon, e);
      }
    }
  }

  /** The beginning of the first minute that is not over. */
  private long horizon() {
    return clock.now().isEmpty() ? 0 : Math.floorDiv(clock.now().getAsLong() + 1, MINUTE) * MINUTE;
  }

  private void passTo(long horizon) {
    List<Tick> ticks = waiting.take(horizon);
    while (!ticks.isEmpty()) {
      for (Tick tick : ticks) {
        sources.book().passTo(tick.minute(), this::send);
        sources.book().post(tick.source(), tick.minute(), tick.posts(), tick.last(), this::send);
      }
      ticks = waiting.take(horizon);
    }
    sources.book().passTo(horizon, this::send);
    passed = horizon;
    sources.save();
    tools.metrics().evicted(sources.book().takeEvicted());
  }

  private void send(SourceOutput output) {
    if (output instanceof SourceOutput.Event event) {
      tools.metrics().happened(event.kind());
    } else if (output instanceof SourceOutput.Report report) {
      tools.metrics().source(report);
    } else {
      tools.metrics().unwatched(output.source());
    }
    context.forward(new Record<>(output.source(), SourceRecords.outgoing(output), output.at()));
  }
}
