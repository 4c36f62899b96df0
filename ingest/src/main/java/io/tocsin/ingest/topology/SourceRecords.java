package io.tocsin.ingest.topology;

import io.tocsin.avro.SourceEvent;
import io.tocsin.avro.SourceEventType;
import io.tocsin.avro.SourceHealth;
import io.tocsin.avro.SourceState;
import io.tocsin.ingest.core.sources.SourceOutput;
import io.tocsin.ingest.core.sources.SourceOutput.Event;
import io.tocsin.ingest.core.sources.SourceOutput.Report;
import java.time.Instant;

/** Carries what there is to tell of sources over the border to Avro. */
final class SourceRecords {
  private SourceRecords() {}

  /** As it leaves the stage; a source that is removed has no state. */
  static Outgoing outgoing(SourceOutput output) {
    if (output instanceof Event event) {
      return new Outgoing.Happened(avro(event));
    }
    return new Outgoing.Health(output instanceof Report report ? avro(report) : null);
  }

  private static SourceState avro(Report report) {
    return SourceState.newBuilder()
        .setSource(report.source())
        .setAt(Instant.ofEpochMilli(report.at()))
        .setState(SourceHealth.valueOf(report.state().name()))
        .setSince(Instant.ofEpochMilli(report.since()))
        .setFirstPostAt(Instant.ofEpochMilli(report.firstAt()))
        .setLastPostAt(Instant.ofEpochMilli(report.lastAt()))
        .setUsualGapMillis(report.usualGap())
        .setPostsPerHour(report.postsPerHour())
        .setSilentAt(
            report.silentAt() == Long.MAX_VALUE ? null : Instant.ofEpochMilli(report.silentAt()))
        .build();
  }

  private static SourceEvent avro(Event event) {
    return SourceEvent.newBuilder()
        .setEventId(event.id())
        .setSource(event.source())
        .setType(SourceEventType.valueOf(event.kind().name()))
        .setAt(Instant.ofEpochMilli(event.at()))
        .setSince(Instant.ofEpochMilli(event.since()))
        .setLastPostAt(Instant.ofEpochMilli(event.lastAt()))
        .setUsualGapMillis(event.usualGap())
        .setPostsPerHour(event.postsPerHour())
        .setSummary(event.summary())
        .build();
  }
}
