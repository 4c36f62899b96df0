package io.tocsin.operations;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.deadletters.Reason;
import io.tocsin.runtime.topics.ClusterAdmin;
import io.tocsin.runtime.topics.RightsCheck;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The dead letters of a namespace, read from their topics. */
final class LetterBox implements AutoCloseable {
  /** Whose letters there are, in the order of the flow. */
  static final List<String> SERVICES = List.of("ingest", "enrich", "alerts", "deliver");

  /** Room for what Kafka and we add to a record. */
  private static final int OVERHEAD = 64 << 10;

  private final Topics catalogue;
  private final Set<String> existing;
  private final TopicTail tail;

  /** Takes one letter and the record that it is made of. */
  @FunctionalInterface
  interface Reader {
    void take(Letter letter, ConsumerRecord<byte[], byte[]> record);
  }

  private LetterBox(ServiceConfig config, Topics catalogue, Set<String> existing) {
    this.catalogue = catalogue;
    this.existing = existing;
    this.tail = new TopicTail(config);
  }

  /**
   * Opens it.
   *
   * @throws io.tocsin.runtime.kafka.ClusterRefusedException if the party lacks a right, with the
   *     commands that give what is missing
   */
  static LetterBox open(ServiceConfig config, Party party) {
    Topics catalogue = Catalogue.of(config);
    Set<String> existing =
        ClusterAdmin.ask(
            config,
            party.label(),
            admin -> {
              RightsCheck.require(
                  admin, new AccessRights(catalogue, party).byResource(), catalogue.names());
              return admin.await(admin.client().listTopics().names());
            });
    return new LetterBox(config, catalogue, existing);
  }

  Topics catalogue() {
    return catalogue;
  }

  TopicTail tail() {
    return tail;
  }

  RedrivenLetters redriven() {
    return RedrivenLetters.read(tail, catalogue, existing);
  }

  /**
   * Gives the letters that are meant, service by service in the order of the flow, oldest first.
   */
  void read(LetterFilter.Chosen chosen, Reader reader) {
    for (String service : chosen.services()) {
      String topic = catalogue.deadLetters(service).name();
      if (existing.contains(topic)) {
        tail.readSince(
            topic,
            chosen.since(),
            record -> {
              Letter letter = Letter.of(service, record);
              if (chosen.takes(letter)) {
                reader.take(letter, record);
              }
            });
      }
    }
  }

  /** The letter at one place, given to the reader if it is kept. */
  void find(LetterPosition position, Reader reader) {
    String topic = catalogue.deadLetters(position.service()).name();
    if (existing.contains(topic)) {
      tail.at(new TopicPartition(topic, position.partition()), position.offset())
          .ifPresent(record -> reader.take(Letter.of(position.service(), record), record));
    }
  }

  /** The oldest offsets that are kept of all dead letters. */
  Map<TopicPartition, Long> beginnings() {
    Map<TopicPartition, Long> all = new HashMap<>();
    SERVICES.stream()
        .map(service -> catalogue.deadLetters(service).name())
        .filter(existing::contains)
        .forEach(topic -> all.putAll(tail.beginnings(topic)));
    return all;
  }

  /** Whether a letter can be sent back, as far as it and what was sent before say. */
  Standing standing(Letter letter, RedrivenLetters redriven) {
    Standing kind = kind(letter);
    if (kind != Standing.READY && kind != Standing.CUT) {
      return kind;
    }
    if (redriven.sentAt(letter).isPresent()) {
      return Standing.SENT;
    }
    return letter.redriven() != null && kind == Standing.READY ? Standing.RETURNED : kind;
  }

  /** The same without regard to what was sent before. */
  Standing kind(Letter letter) {
    if (letter.topic() == null) {
      return Standing.NO_RECORD;
    }
    if (letter.control()) {
      return Standing.CONTROL;
    }
    if (letter.reason().equals(Reason.TOO_LARGE_TO_SEND)) {
      return Standing.OUTPUT;
    }
    if (letter.topic().equals(catalogue.alerts().name())) {
      return Standing.DELIVERY;
    }
    if (sources().stream().noneMatch(topic -> topic.name().equals(letter.topic()))) {
      return Standing.INTERNAL;
    }
    if (!letter.whole()) {
      return Standing.CUT;
    }
    return letter.kept() > largest(letter) ? Standing.TOO_LARGE : Standing.READY;
  }

  private List<TopicSpec<?, ?>> sources() {
    return List.of(catalogue.rawPosts(), catalogue.posts(), catalogue.enrichedPosts());
  }

  /** How many bytes of a value the topic takes that the letter came from. */
  int largest(Letter letter) {
    return sources().stream()
            .filter(topic -> topic.name().equals(letter.topic()))
            .mapToInt(TopicSpec::maxMessageBytes)
            .findFirst()
            .orElse(0)
        - OVERHEAD;
  }

  @Override
  public void close() {
    tail.close();
  }
}
