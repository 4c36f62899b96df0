package io.tocsin.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.avro.SourceHealth;
import io.tocsin.avro.SourceState;
import io.tocsin.schemas.TopicSpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * How the sources are that ingest watches.
 *
 * @param watched how many there are
 * @param learning of how many too little is known
 * @param flooding names of those that publish far more than usual
 * @param silent those that are silent against their own rhythm, longest first
 * @param lastPost the newest post of all, event time, which is told every ten minutes while posts
 *     come; those of the end-to-end probe are of no source. Null if none is known
 */
record SourceFacts(
    int watched,
    int learning,
    List<String> flooding,
    List<Silent> silent,
    @Nullable Instant lastPost) {
  /** Nothing is known. */
  static final SourceFacts NONE = new SourceFacts(0, 0, List.of(), List.of(), null);

  /**
   * A silent source.
   *
   * @param source its name
   * @param since when that was told, event time
   * @param lastPost its last post, event time
   */
  record Silent(String source, Instant since, Instant lastPost) {}

  /** As the topic says. */
  static SourceFacts read(TopicTail tail, TopicSpec<String, SourceState> topic) {
    Map<String, SourceState> latest = new TreeMap<>();
    tail.readSince(topic.name(), null, record -> take(topic, record, latest));
    return of(latest);
  }

  private static void take(
      TopicSpec<String, SourceState> topic,
      ConsumerRecord<byte[], byte[]> record,
      Map<String, SourceState> latest) {
    if (record.key() == null) {
      return;
    }
    String source = new String(record.key(), UTF_8);
    try {
      SourceState state =
          topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
      if (state == null) {
        latest.remove(source);
      } else {
        latest.put(source, state);
      }
    } catch (SerializationException foreign) {
      latest.remove(source);
    }
  }

  private static SourceFacts of(Map<String, SourceState> latest) {
    return new SourceFacts(
        latest.size(),
        (int) latest.values().stream().filter(s -> s.getState() == SourceHealth.LEARNING).count(),
        latest.values().stream()
            .filter(state -> state.getState() == SourceHealth.FLOODING)
            .map(SourceState::getSource)
            .toList(),
        latest.values().stream()
            .filter(state -> state.getState() == SourceHealth.SILENT)
            .map(s -> new Silent(s.getSource(), s.getSince(), s.getLastPostAt()))
            .sorted(Comparator.comparing(Silent::lastPost).thenComparing(Silent::source))
            .toList(),
        latest.values().stream()
            .map(SourceState::getLastPostAt)
            .max(Comparator.naturalOrder())
            .orElse(null));
  }
}
