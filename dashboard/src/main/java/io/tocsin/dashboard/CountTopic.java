package io.tocsin.dashboard;

import io.tocsin.avro.KeywordCount;
import io.tocsin.dashboard.core.CountPoint;
import io.tocsin.dashboard.core.CountStore;
import io.tocsin.dashboard.core.SeriesKey;
import io.tocsin.schemas.TopicSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The counts of the rules of a namespace.
 *
 * @param namespace whose
 * @param spec reads the values
 * @param last how many of each partition are read at the beginning
 * @param counts takes them
 */
record CountTopic(
    String namespace, TopicSpec<String, KeywordCount> spec, long last, CountStore counts)
    implements ContextTopic {

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record) {
    KeywordCount count =
        spec.valueSerde().deserializer().deserialize(record.topic(), record.value());
    if (count != null) {
      counts.take(new SeriesKey(namespace, count.getRuleId(), count.getScope()), point(count));
    }
  }

  static CountPoint point(KeywordCount count) {
    return new CountPoint(
        count.getAt(),
        count.getWindowMillis(),
        count.getObserved(),
        count.getExpected(),
        count.getThreshold(),
        count.getPosts(),
        count.getSources(),
        count.getAlertId());
  }

  @Override
  public void forget() {
    counts.forget(namespace);
  }
}
