package io.tocsin.ingest.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.ingest.IngestMetrics;
import io.tocsin.ingest.core.CleanPost;
import io.tocsin.ingest.core.PartitionClock;
import io.tocsin.ingest.core.PartitionClock.Admission;
import io.tocsin.ingest.core.PostCleaner;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.Reading.Accepted;
import io.tocsin.ingest.core.Reading.Rejected;
import io.tocsin.ingest.core.RejectReason;
import io.tocsin.runtime.deadletters.DeadLetterHeaders;
import io.tocsin.runtime.deadletters.DeadLetters;
import io.tocsin.runtime.deadletters.Reason;
import io.tocsin.runtime.time.EndOfRange;
import io.tocsin.runtime.time.StageClocks;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.ClockMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads, checks and cleans the posts of one raw partition and keeps its clock: watermarks are made
 * here and nowhere else.
 */
final class ReadRawPosts implements Processor<byte[], byte[], byte[], Outgoing> {
  static final String CLOCK_STORE = "raw-clock-store";
  private static final Duration WATERMARK_PAUSE = Duration.ofMillis(200);
  private static final Duration STATUS_PAUSE = Duration.ofSeconds(1);

  /**
   * What it works with.
   *
   * @param idleMargin how far the broker's clock may be behind ours
   * @param partitions how many raw partitions there are
   */
  record Tools(
      RawRecords records,
      PostCleaner cleaner,
      DeadLetters deadLetters,
      ReadingProofs proofs,
      IngestMetrics metrics,
      ClockMode mode,
      Duration idleMargin,
      int partitions) {}

  private final Tools tools;
  private final ProcessorContext<byte[], Outgoing> context;
  private final KeyValueStore<Integer, byte[]> store;
  private final PartitionClock clock;
  private final SignOfLife sign;
  private final StageClocks.Shown shown;
  private final int partition;
  private final List<Cancellable> schedules = new ArrayList<>();
  private long lastProcessed = -1;

  private ReadRawPosts(Tools tools, ProcessorContext<byte[], Outgoing> context) {
    this.tools = tools;
    this.context = context;
    this.store = context.getStateStore(CLOCK_STORE);
    this.partition = context.taskId().partition();
    this.clock = ClockCodec.read(store.get(partition));
    this.sign = new SignOfLife("read-raw-posts", tools.mode());
    this.shown = sign.show(tools.metrics(), partition, clock.watermark());
  }

  /** The processor as Kafka Streams makes it: it comes to life when it is given its context. */
  static Processor<byte[], byte[], byte[], Outgoing> with(Tools tools) {
    return new LateInit<>(context -> new ReadRawPosts(tools, context).started());
  }

  private ReadRawPosts started() {
    tools.proofs().restarted(partition);
    schedules.add(
        context.schedule(WATERMARK_PAUSE, PunctuationType.WALL_CLOCK_TIME, now -> sendWatermark()));
    schedules.add(
        context.schedule(STATUS_PAUSE, PunctuationType.WALL_CLOCK_TIME, this::sendStatus));
    return this;
  }

  @Override
  public void close() {
    schedules.forEach(Cancellable::cancel);
    shown.close();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    lastProcessed = context.recordMetadata().map(RecordMetadata::offset).orElse(lastProcessed);
    String controlKey = controlKey(record);
    if (controlKey == null) {
      take(record);
    } else {
      control(controlKey, record);
    }
    store.put(partition, ClockCodec.write(clock.state()));
  }

  /** The key of a record that means no post: no value and a reserved key. */
  private static @Nullable String controlKey(Record<byte[], byte[]> record) {
    if (record.value() != null || record.key() == null) {
      return null;
    }
    String key = new String(record.key(), UTF_8);
    return Watermark.isControlKey(key) ? key : null;
  }

  private void take(Record<byte[], byte[]> record) {
    Admission admission = clock.admit(record.timestamp());
    Instant seenAt = Instant.ofEpochMilli(admission.seenAt());
    Reading<CleanPost> reading =
        tools
            .records()
            .read(record.value())
            .then(post -> tools.cleaner().clean(post, seenAt, admission.late()));
    if (reading instanceof Accepted<CleanPost> accepted) {
      tools.metrics().accepted(accepted.value(), admission.late());
      forward(accepted.value());
    } else if (reading instanceof Rejected<CleanPost> rejected) {
      refuse(record, rejected.reason(), rejected.detail());
    }
  }

  private void forward(CleanPost post) {
    context.forward(
        new Record<>(
            post.postKey().getBytes(UTF_8),
            new Outgoing.Onward(AvroPosts.unnumbered(post)),
            post.seenAt().toEpochMilli()));
  }

  private void refuse(Record<byte[], byte[]> record, RejectReason reason, String detail) {
    Optional<String> source = tools.records().source(record.value());
    tools.metrics().rejected(reason, source);
    Record<byte[], byte[]> letter =
        tools.deadLetters().rejected(context, record, new Reason(reason.code(), detail));
    source.ifPresent(name -> letter.headers().add(DeadLetterHeaders.ORIGIN, name.getBytes(UTF_8)));
    context.forward(letter.withValue(new Outgoing.Dead(letter.value())));
  }

  private void control(String key, Record<byte[], byte[]> record) {
    Optional<EndOfRange> end =
        tools.mode() == ClockMode.EVENT ? EndOfRange.read(key, record.headers()) : Optional.empty();
    if (end.isPresent()) {
      clock.reach(end.get().time());
    } else {
      refuse(record, RejectReason.CONTROL_RECORD, refusedControl(key));
    }
  }

  private String refusedControl(String key) {
    String shown = key.substring(0, Math.min(key.length(), 100));
    return tools.mode() == ClockMode.LIVE
        ? "key: \"" + shown + "\" is reserved; nobody outside moves a live clock, expected a post"
        : "key: \"" + shown + "\" is reserved; expected a post, or ~end with its time";
  }

  private void sendWatermark() {
    if (tools.mode() == ClockMode.LIVE) {
      tools
          .proofs()
          .proof(partition, lastProcessed)
          .ifPresent(
              proof -> proof.quietUntil(tools.idleMargin().toMillis()).ifPresent(clock::reach));
    }
    clock.take().ifPresent(this::sendWatermark);
  }

  private void sendWatermark(long time) {
    shown.at(time);
    Watermark watermark = new Watermark(partition, tools.partitions(), time);
    RecordHeaders headers = new RecordHeaders();
    watermark.writeTo(headers);
    context.forward(
        new Record<>(watermark.key().getBytes(UTF_8), new Outgoing.Onward(null), time, headers));
    store.put(partition, ClockCodec.write(clock.state()));
  }

  private void sendStatus(long now) {
    Record<String, Outgoing> record = sign.at(now, partition, clock.watermark());
    context.forward(record.withKey(record.key().getBytes(UTF_8)));
  }
}
