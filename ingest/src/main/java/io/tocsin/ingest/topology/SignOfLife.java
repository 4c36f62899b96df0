package io.tocsin.ingest.topology;

import io.tocsin.avro.ServiceStatus;
import io.tocsin.avro.TimeMode;
import io.tocsin.ingest.IngestMetrics;
import io.tocsin.runtime.time.StageClocks;
import io.tocsin.schemas.ClockMode;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.kafka.streams.processor.api.Record;

/** Says once a second where a stage's clock stands. */
record SignOfLife(String stage, ClockMode mode) {
  private static final String SERVICE = "ingest";

  /** The record's key. */
  String key(int partition) {
    return SERVICE + "/" + stage + "/" + partition;
  }

  /** Begins to show the stage's clock among the meters. */
  StageClocks.Shown show(IngestMetrics metrics, int partition, OptionalLong watermark) {
    return metrics.clocks().show(stage, partition, mode == ClockMode.LIVE, watermark);
  }

  /** The sign at a wall-clock time in milliseconds. */
  Record<String, Outgoing> at(long wallTime, int partition, OptionalLong watermark) {
    ServiceStatus.Builder status =
        ServiceStatus.newBuilder()
            .setService(SERVICE)
            .setStage(stage)
            .setPartition(partition)
            .setAt(Instant.ofEpochMilli(wallTime))
            .setMode(mode == ClockMode.LIVE ? TimeMode.LIVE : TimeMode.EVENT);
    if (watermark.isPresent()) {
      status.setWatermark(Instant.ofEpochMilli(watermark.getAsLong()));
      if (mode == ClockMode.LIVE) {
        status.setLagMillis(wallTime - watermark.getAsLong());
      }
    }
    return new Record<>(key(partition), new Outgoing.Alive(status.build()), wallTime);
  }
}
