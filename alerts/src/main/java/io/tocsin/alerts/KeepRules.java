package io.tocsin.alerts;

import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.alerts.stores.RuleChangeCount;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the latest bytes of each key of the rules topic, whatever they are: an exception in the
 * global thread would end the client, and every restart of it.
 */
final class KeepRules implements Processor<byte[], byte[], Void, Void> {

  /**
   * Further keys are refused. The rules of a new set come before those of the old one go, and there
   * is the manifest.
   */
  static final int MOST_KEYS = 2 * RuleFile.MOST_RULES + 1;

  private static final Logger log = LoggerFactory.getLogger(KeepRules.class);

  private final RuleChangeCount changes;
  private @Nullable KeyValueStore<Bytes, byte[]> rules;

  KeepRules(RuleChangeCount changes) {
    this.changes = changes;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    rules = context.getStateStore(AlertsTopology.RULES_STORE);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    KeyValueStore<Bytes, byte[]> store = rules;
    byte @Nullable [] key = record.key();
    if (store == null || key == null) {
      return;
    }
    changes.change(() -> keep(store, Bytes.wrap(key), record.value()));
  }

  private static void keep(
      KeyValueStore<Bytes, byte[]> store, Bytes name, byte @Nullable [] value) {
    if (value == null) {
      store.delete(name);
    } else if (store.get(name) != null || store.approximateNumEntries() < MOST_KEYS) {
      store.put(name, value);
    } else {
      log.atWarn().addKeyValue("count", MOST_KEYS).log("too many rules: a record is ignored");
    }
  }
}
