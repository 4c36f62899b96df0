package io.tocsin.ingest.topology;

import io.tocsin.avro.Post;
import io.tocsin.ingest.IngestMetrics;
import io.tocsin.ingest.core.CleanPost;
import io.tocsin.ingest.core.Revision;
import io.tocsin.ingest.core.RevisionMemory;
import io.tocsin.ingest.core.RevisionTracker;
import io.tocsin.ingest.core.Verdict;
import io.tocsin.ingest.core.Verdict.Effective;
import io.tocsin.ingest.core.Verdict.Redelivery;
import io.tocsin.ingest.core.Verdict.Stale;
import io.tocsin.runtime.time.MergedClock;
import io.tocsin.runtime.time.StageClocks;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.ClockMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Lets through each revision that changes its post, numbered; drops re-deliveries and stale ones;
 * merges the clocks of all raw partitions into one.
 */
final class KeepEffectiveRevisions implements Processor<String, Post, String, Outgoing> {
  static final String REVISION_STORE = "revision-store";
  static final String CLOCK_STORE = "clock-store";
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String CLOCK = "clock";

  /** Posts looked at a second for whether their memory has ended; 43 million a day. */
  static final int SWEEP = 500;

  /**
   * What it works with.
   *
   * @param partitions how many partitions the topic of the posts has
   */
  record Tools(RevisionTracker tracker, IngestMetrics metrics, ClockMode mode, int partitions) {}

  private final Tools tools;
  private final ProcessorContext<String, Outgoing> context;
  private final KeyValueStore<String, byte[]> memories;
  private final KeyValueStore<String, byte[]> clockStore;
  private final MergedClock clock;
  private final SignOfLife sign;
  private final StageClocks.Shown shown;
  private final int partition;
  private @Nullable String sweptTo;
  private @Nullable Cancellable schedule;

  private KeepEffectiveRevisions(Tools tools, ProcessorContext<String, Outgoing> context) {
    this.tools = tools;
    this.context = context;
    this.memories = context.getStateStore(REVISION_STORE);
    this.clockStore = context.getStateStore(CLOCK_STORE);
    this.clock = MergedClock.fromBytes(clockStore.get(CLOCK));
    this.partition = context.taskId().partition();
    this.sign = new SignOfLife("keep-effective-revisions", tools.mode());
    this.shown = sign.show(tools.metrics(), partition, clock.now());
  }

  /** The processor as Kafka Streams makes it. */
  static Processor<String, Post, String, Outgoing> with(Tools tools) {
    return new LateInit<>(context -> new KeepEffectiveRevisions(tools, context).started());
  }

  private KeepEffectiveRevisions started() {
    schedule = context.schedule(PAUSE, PunctuationType.WALL_CLOCK_TIME, this::everySecond);
    return this;
  }

  @Override
  public void close() {
    if (schedule != null) {
      schedule.cancel();
    }
    shown.close();
  }

  @Override
  public void process(Record<String, Post> record) {
    if (record.value() == null) {
      Watermark.read(record.key(), record.headers()).ifPresent(this::advance);
    } else {
      judge(record);
    }
  }

  private void advance(Watermark watermark) {
    clock.advance(watermark).ifPresent(this::sendWatermark);
    clockStore.put(CLOCK, clock.toBytes());
  }

  private void sendWatermark(long time) {
    shown.at(time);
    Watermark merged = new Watermark(partition, tools.partitions(), time);
    RecordHeaders headers = new RecordHeaders();
    merged.writeTo(headers);
    context.forward(new Record<>(merged.key(), new Outgoing.Onward(null), time, headers));
  }

  private void judge(Record<String, Post> record) {
    CleanPost post = AvroPosts.clean(record.value());
    RevisionMemory before = MemoryCodec.read(memories.get(record.key()));
    Verdict verdict = tools.tracker().judge(before, post);
    if (!verdict.memory().equals(before)) {
      memories.put(record.key(), MemoryCodec.write(verdict.memory()));
    }
    if (verdict instanceof Effective effective) {
      forward(record, effective.revision());
    } else if (verdict instanceof Redelivery) {
      tools.metrics().redelivered();
    } else if (verdict instanceof Stale stale) {
      tools.metrics().stale(stale.reason());
    }
  }

  /** Behind a post that is to be forgotten goes a tombstone, so that compaction leaves nothing. */
  private void forward(Record<String, Post> record, Revision revision) {
    tools.metrics().effective(revision.post());
    context.forward(
        new Record<>(
            record.key(), new Outgoing.Onward(AvroPosts.numbered(revision)), record.timestamp()));
    if (revision.post().erased()) {
      context.forward(new Record<>(record.key(), new Outgoing.Onward(null), record.timestamp()));
    }
  }

  private void everySecond(long now) {
    context.forward(sign.at(now, partition, clock.now()));
    OptionalLong time = clock.now();
    if (time.isPresent()) {
      sweep(Instant.ofEpochMilli(time.getAsLong()));
    }
  }

  /** Removes memories that are void for all records to come; goes on where it stopped. */
  private void sweep(Instant now) {
    List<String> ended = new ArrayList<>();
    String next = null;
    try (KeyValueIterator<String, byte[]> all = memories.range(sweptTo, null)) {
      int seen = 0;
      while (all.hasNext() && next == null) {
        KeyValue<String, byte[]> entry = all.next();
        if (seen++ == SWEEP) {
          next = entry.key;
        } else if (isEnded(entry.value, now)) {
          ended.add(entry.key);
        }
      }
    }
    sweptTo = next;
    ended.forEach(memories::delete);
    tools.metrics().forgotten(ended.size());
  }

  private boolean isEnded(byte[] bytes, Instant now) {
    RevisionMemory memory = MemoryCodec.read(bytes);
    return memory != null && tools.tracker().isExpired(memory, now);
  }
}
