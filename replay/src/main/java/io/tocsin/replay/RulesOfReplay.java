package io.tocsin.replay;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleChanges;
import io.tocsin.alerts.core.rules.RuleRecord;
import io.tocsin.alerts.wire.RuleRecords;
import io.tocsin.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Puts the rules of a replay into its rules topic, before any service reads it. */
final class RulesOfReplay {

  private final Producer<byte[], byte[]> producer;
  private final Topics topics;

  RulesOfReplay(Producer<byte[], byte[]> producer, Topics topics) {
    this.producer = producer;
    this.topics = topics;
  }

  /**
   * Writes the rules and the manifest that makes them effective, as of a time.
   *
   * @throws ReplayException if the cluster does not take them
   */
  void apply(List<Rule> rules, Instant at) {
    RuleRecords records = new RuleRecords(topics);
    RuleChanges changes = RuleChanges.between(Map.of(), rules);
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Rule rule : changes.written()) {
      sent.add(send(rule.ruleId(), records.write(rule), at));
    }
    sent.add(send(RuleRecord.MANIFEST_KEY, records.write(changes.manifest(), at), at));
    sent.forEach(this::await);
  }

  private Future<RecordMetadata> send(String key, byte[] value, Instant at) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return producer.send(
        new ProducerRecord<>(topics.rules().name(), 0, at.toEpochMilli(), bytes, value));
  }

  private void await(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new ReplayException("cannot write to " + topics.rules().name(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReplayException("interrupted", e);
    }
  }
}
