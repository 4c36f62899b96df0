package io.tocsin.alerts;

import io.tocsin.alerts.stores.RuleSource;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.avro.TimeMode;
import io.tocsin.schemas.ClockMode;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Says once a second, by the wall clock, that a stage is alive in a partition, how far its clock is
 * and by which rules it goes. Nothing is decided by it.
 */
final class SignsOfLife {

  private static final Duration EVERY = Duration.ofSeconds(1);

  private SignsOfLife() {}

  /** Begins to forward {@link ServiceStatus} records, until what it returns is cancelled. */
  static Cancellable start(
      StageServices services,
      String stage,
      ProcessorContext<String, SpecificRecord> context,
      Supplier<OptionalLong> watermark,
      RuleSource rules) {
    TimeMode mode = services.topics().mode() == ClockMode.LIVE ? TimeMode.LIVE : TimeMode.EVENT;
    int partition = context.taskId().partition();
    String key = AlertsApp.NAME + "/" + stage + "/" + partition;
    return context.schedule(
        EVERY,
        PunctuationType.WALL_CLOCK_TIME,
        now -> {
          ServiceStatus status =
              status(stage, partition, mode, now, watermark.get(), rules.refreshAgain().hash());
          context.forward(new Record<>(key, status, now, new RecordHeaders()));
        });
  }

  private static ServiceStatus status(
      String stage, int partition, TimeMode mode, long now, OptionalLong watermark, String rules) {
    ServiceStatus.Builder status =
        ServiceStatus.newBuilder()
            .setService(AlertsApp.NAME)
            .setStage(stage)
            .setPartition(partition)
            .setAt(Instant.ofEpochMilli(now))
            .setMode(mode)
            .setRuleSetHash(rules.isEmpty() ? null : rules);
    watermark.ifPresent(
        time -> {
          status.setWatermark(Instant.ofEpochMilli(time));
          status.setLagMillis(mode == TimeMode.LIVE ? now - time : null);
        });
    return status.build();
  }
}
