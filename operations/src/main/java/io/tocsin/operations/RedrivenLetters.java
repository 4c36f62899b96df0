package io.tocsin.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters were sent back, from the compacted topic that says so. An entry holds for the
 * letter with its position and its time: a dead-letter topic that was made anew begins at offset 0
 * again.
 */
final class RedrivenLetters {
  private final TopicSpec<String, String> topic;
  private final Map<LetterPosition, Entry> entries = new TreeMap<>();

  /** When a letter was refused and when it was sent back. */
  private record Entry(Instant refused, Instant sent) {
    static Optional<Entry> parse(String text) {
      String[] parts = text.split("/", -1);
      try {
        return parts.length == 2
            ? Optional.of(new Entry(Instant.parse(parts[0]), Instant.parse(parts[1])))
            : Optional.empty();
      } catch (DateTimeException foreign) {
        return Optional.empty();
      }
    }

    String text() {
      return refused + "/" + sent;
    }
  }

  private RedrivenLetters(TopicSpec<String, String> topic) {
    this.topic = topic;
  }

  /** As the topic says now; nothing where it does not exist yet. */
  static RedrivenLetters read(TopicTail tail, Topics catalogue, Set<String> existing) {
    RedrivenLetters letters = new RedrivenLetters(catalogue.redrivenLetters());
    if (existing.contains(letters.topic.name())) {
      tail.readSince(letters.topic.name(), null, letters::take);
    }
    return letters;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    try {
      LetterPosition position = LetterPosition.parse(new String(record.key(), UTF_8));
      Optional.ofNullable(record.value())
          .flatMap(value -> Entry.parse(new String(value, UTF_8)))
          .ifPresentOrElse(entry -> entries.put(position, entry), () -> entries.remove(position));
    } catch (IllegalArgumentException foreign) {
      // what somebody else wrote there is about no letter
      return;
    }
  }

  /** When the letter was sent back, if it was. */
  Optional<Instant> sentAt(Letter letter) {
    return Optional.ofNullable(entries.get(letter.position()))
        .filter(entry -> entry.refused().equals(letter.at()))
        .map(Entry::sent);
  }

  /** The record that says that a letter is sent back. */
  ProducerRecord<byte[], byte[]> entry(Letter letter, Instant now) {
    return record(letter.position(), new Entry(letter.at(), now).text());
  }

  /** Records that remove what is about letters that are no longer kept. */
  List<ProducerRecord<byte[], byte[]>> removals(
      Topics catalogue, Map<TopicPartition, Long> beginnings) {
    return entries.keySet().stream()
        .filter(
            position ->
                position.offset()
                    < beginnings.getOrDefault(
                        new TopicPartition(
                            catalogue.deadLetters(position.service()).name(), position.partition()),
                        0L))
        .map(position -> record(position, null))
        .toList();
  }

  private ProducerRecord<byte[], byte[]> record(LetterPosition position, @Nullable String value) {
    return new ProducerRecord<>(
        topic.name(),
        position.text().getBytes(UTF_8),
        value == null ? null : value.getBytes(UTF_8));
  }
}
