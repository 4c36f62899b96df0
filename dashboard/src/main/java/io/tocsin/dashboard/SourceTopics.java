package io.tocsin.dashboard;

import io.tocsin.avro.SourceEvent;
import io.tocsin.avro.SourceState;
import io.tocsin.dashboard.core.SourceBoard;
import io.tocsin.dashboard.core.SourceKey;
import io.tocsin.schemas.AvroJson;
import io.tocsin.schemas.TopicSpec;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The two topics of the sources of a namespace, and how their records get on the board. */
final class SourceTopics {
  private static final long EVENTS_READ = 1_000;

  private SourceTopics() {}

  /**
   * The latest state of each, which is compacted.
   *
   * @param namespace whose
   * @param spec reads the values
   * @param board takes them
   */
  record States(String namespace, TopicSpec<String, SourceState> spec, SourceBoard board)
      implements ContextTopic {

    @Override
    public String name() {
      return spec.name();
    }

    @Override
    public long last() {
      return Long.MAX_VALUE;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
      SourceState state =
          spec.valueSerde().deserializer().deserialize(record.topic(), record.value());
      if (state != null) {
        SourceKey key = new SourceKey(namespace, state.getSource());
        board.take(key, state.getState().name(), AvroJson.of(state).toString());
      } else if (record.key() != null) {
        board.remove(new SourceKey(namespace, new String(record.key(), StandardCharsets.UTF_8)));
      }
    }

    @Override
    public void forget() {
      board.forget(namespace, false);
    }
  }

  /**
   * What happens to them.
   *
   * @param namespace whose
   * @param spec reads the values
   * @param board takes them
   */
  record Events(String namespace, TopicSpec<String, SourceEvent> spec, SourceBoard board)
      implements ContextTopic {

    @Override
    public String name() {
      return spec.name();
    }

    @Override
    public long last() {
      return EVENTS_READ;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
      SourceEvent event =
          spec.valueSerde().deserializer().deserialize(record.topic(), record.value());
      if (event != null) {
        SourceKey key = new SourceKey(namespace, event.getSource());
        board.happened(key, AvroJson.of(event).toString());
      }
    }

    @Override
    public void forget() {
      board.forget(namespace, true);
    }
  }
}
