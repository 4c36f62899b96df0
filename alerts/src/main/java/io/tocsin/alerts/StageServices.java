package io.tocsin.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.alerts.stores.LiveRules;
import io.tocsin.alerts.stores.RuleChangeCount;
import io.tocsin.alerts.stores.RuleSource;
import io.tocsin.alerts.wire.RuleRecords;
import io.tocsin.runtime.time.StageClocks;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
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
 * @param liveRules what is made of it
 * @param warmStarts counts new rules over the posts of before
 */
record StageServices(
    Topics topics,
    AlertsSettings settings,
    AlertsMeters meters,
    RuleChangeCount ruleChanges,
    LiveRules liveRules,
    WarmStarts warmStarts) {

  /** With rules that are made ready by an executor. */
  static StageServices of(
      Topics topics,
      AlertsSettings settings,
      MeterRegistry registry,
      Executor background,
      HistorySource history) {
    AlertsMeters meters = new AlertsMeters(registry);
    RuleChangeCount changes = new RuleChangeCount();
    LiveRules rules =
        new LiveRules(changes, new RuleRecords(topics), background, meters::rulesRefused);
    meters.rules(rules::set);
    WarmStarts warmStarts = new WarmStarts(history, settings, meters);
    return new StageServices(topics, settings, meters, changes, rules, warmStarts);
  }

  /** Begins to show the clock of a stage among the meters. */
  StageClocks.Shown showClock(String stage, ProcessorContext<?, ?> context, OptionalLong time) {
    boolean live = topics.mode() == ClockMode.LIVE;
    return meters.clocks().show(stage, context.taskId().partition(), live, time);
  }

  /** The rules as a task sees them, read once here. */
  RuleSource rules(ProcessorContext<?, ?> context) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(AlertsTopology.RULES_STORE);
    return new RuleSource(liveRules, store);
  }
}
