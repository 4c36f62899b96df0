package io.tocsin.alerts;

import io.tocsin.alerts.stores.RuleChangeCount;
import io.tocsin.alerts.stores.RuleSource;
import io.tocsin.alerts.wire.RuleRecords;
import io.tocsin.schemas.Topics;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the stages share in one process.
 *
 * @param topics the catalogue of the namespace
 * @param settings limits
 * @param meters counters
 * @param ruleChanges counts what comes to the rules store
 */
record StageServices(
    Topics topics, AlertsSettings settings, AlertsMeters meters, RuleChangeCount ruleChanges) {

  /** The rules as a task sees them, read once here. */
  RuleSource rules(ProcessorContext<?, ?> context) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(AlertsTopology.RULES_STORE);
    RuleSource rules = new RuleSource(store, ruleChanges, new RuleRecords(topics));
    rules.refresh();
    return rules;
  }
}
