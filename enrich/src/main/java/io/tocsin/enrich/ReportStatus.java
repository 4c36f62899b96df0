package io.tocsin.enrich;

import io.tocsin.avro.Post;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.avro.TimeMode;
import io.tocsin.runtime.time.StageClocks;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.ClockMode;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Says once a second how far the clock of its partition has come. The wall clock is only told and
 * decides nothing.
 */
final class ReportStatus extends ContextualProcessor<String, Post, String, ServiceStatus> {

  static final Duration PERIOD = Duration.ofSeconds(1);

  private final String service;
  private final String stage;
  private final ClockMode mode;
  private final StageClocks clocks;
  private @Nullable Long watermark;
  private @Nullable Cancellable schedule;
  private StageClocks.@Nullable Shown shown;

  ReportStatus(String service, String stage, ClockMode mode, StageClocks clocks) {
    this.service = service;
    this.stage = stage;
    this.mode = mode;
    this.clocks = clocks;
  }

  @Override
  public void init(ProcessorContext<String, ServiceStatus> context) {
    super.init(context);
    shown =
        clocks.show(
            stage,
            context.taskId().partition(),
            mode == ClockMode.LIVE,
            watermark == null ? OptionalLong.empty() : OptionalLong.of(watermark));
    schedule = context.schedule(PERIOD, PunctuationType.WALL_CLOCK_TIME, this::report);
  }

  /** A task that is revived is initialised anew; what was scheduled before must end. */
  @Override
  public void close() {
    if (schedule != null) {
      schedule.cancel();
    }
    if (shown != null) {
      shown.close();
    }
  }

  @Override
  public void process(Record<String, Post> record) {
    Watermark.read(record.key(), record.headers())
        .filter(read -> read.partition() == context().taskId().partition())
        .ifPresent(read -> stand(read.time()));
  }

  private void stand(long time) {
    watermark = time;
    if (shown != null) {
      shown.at(time);
    }
  }

  private void report(long now) {
    int partition = context().taskId().partition();
    ServiceStatus status =
        ServiceStatus.newBuilder()
            .setService(service)
            .setStage(stage)
            .setPartition(partition)
            .setAt(Instant.ofEpochMilli(now))
            .setMode(TimeMode.valueOf(mode.name()))
            .setWatermark(watermark == null ? null : Instant.ofEpochMilli(watermark))
            .setLagMillis(lag(now))
            .build();
    context().forward(new Record<>(service + "/" + stage + "/" + partition, status, now));
  }

  private @Nullable Long lag(long now) {
    return watermark == null || mode == ClockMode.EVENT ? null : now - watermark;
  }
}
