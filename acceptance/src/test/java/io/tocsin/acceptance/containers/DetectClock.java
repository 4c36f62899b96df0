package io.tocsin.acceptance.containers;

import io.tocsin.avro.ServiceStatus;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.TestCluster;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How far detection has come, as its signs of life tell. */
record DetectClock(TestCluster cluster, Topics topics) {
  private static final String STAGE = "alerts/detect/";

  /** Waits until all partitions have taken everything up to a time. */
  void awaitPassing(Instant time) {
    cluster.awaitRecords(topics.status(), records -> hasPassed(records, time));
  }

  private boolean hasPassed(List<ConsumerRecord<String, ServiceStatus>> records, Instant time) {
    Map<String, Instant> clocks = new HashMap<>();
    for (ConsumerRecord<String, ServiceStatus> record : records) {
      Instant clock = record.value().getWatermark();
      if (record.key().startsWith(STAGE) && clock != null) {
        clocks.merge(record.key(), clock, (one, other) -> one.isAfter(other) ? one : other);
      }
    }
    return clocks.size() == topics.partitions()
        && clocks.values().stream().noneMatch(clock -> clock.isBefore(time));
  }
}
