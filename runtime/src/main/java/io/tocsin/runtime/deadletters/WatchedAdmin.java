package io.tocsin.runtime.deadletters;

import io.tocsin.runtime.kafka.KafkaTrouble;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.DeleteRecordsOptions;
import org.apache.kafka.clients.admin.DeleteRecordsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;

/**
 * An admin client that tells when it may not delete records. Kafka Streams deletes what is done
 * with from its re-key topics, which keep everything otherwise, and goes on when it is refused:
 * weeks later the disks of the brokers are full.
 */
final class WatchedAdmin extends ForwardingAdmin {
  private final Consumer<Throwable> refused;

  WatchedAdmin(Map<String, Object> settings, Consumer<Throwable> refused) {
    super(settings);
    this.refused = refused;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it is watched beside its own use
  public DeleteRecordsResult deleteRecords(
      Map<TopicPartition, RecordsToDelete> records, DeleteRecordsOptions options) {
    DeleteRecordsResult result = super.deleteRecords(records, options);
    result
        .lowWatermarks()
        .values()
        .forEach(deleted -> deleted.whenComplete((mark, failed) -> watch(failed)));
    return result;
  }

  /** Nothing: Kafka's forwarding admin refuses it, and what is refused is logged as an error. */
  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {}

  /** Nothing, as above; only metrics that brokers ask clients for are concerned, not ours. */
  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {}

  private void watch(@Nullable Throwable failed) {
    if (failed != null && KafkaTrouble.isRefusal(failed)) {
      refused.accept(failed);
    }
  }
}
