package io.tocsin.alerts.stores;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.RuleBook;
import io.tocsin.alerts.core.rules.RuleRecord;
import io.tocsin.alerts.core.rules.RuleSet;
import io.tocsin.alerts.core.rules.RulesInForce;
import io.tocsin.alerts.wire.RuleRecords;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in effect, as a task sees them: read from the raw bytes of the rules store at the start
 * and again whenever that has changed, at {@link #refresh}. Between two calls nothing changes.
 */
public final class RuleSource implements RuleBook {

  private static final Logger log = LoggerFactory.getLogger(RuleSource.class);
  private static final int SHOWN = 10;

  private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
  private final RuleChangeCount changes;
  private final RuleRecords records;
  private long seen = -1;
  private RuleSet set = RuleSet.EMPTY;
  private Map<String, Rule> enabled = Map.of();

  /** Nothing is read before the first {@link #refresh}. */
  public RuleSource(
      ReadOnlyKeyValueStore<Bytes, byte[]> store, RuleChangeCount changes, RuleRecords records) {
    this.store = store;
    this.changes = changes;
    this.records = records;
  }

  /**
   * Looks for changes; cheap when there are none.
   *
   * @return the set in effect: the same object while nothing changed
   */
  public RuleSet refresh() {
    long now = changes.current();
    if (now != seen) {
      seen = now;
      take(RulesInForce.of(read(), set));
    }
    return set;
  }

  private void take(RulesInForce.Outcome outcome) {
    List<String> complaints = outcome.complaints();
    if (!complaints.isEmpty()) {
      log.atWarn()
          .addKeyValue("ruleSet", outcome.set().hash())
          .addKeyValue("count", complaints.size())
          .addKeyValue("reason", complaints.subList(0, Math.min(SHOWN, complaints.size())))
          .log("records in the rules topic are not as they should be");
    }
    if (!outcome.set().equals(set)) {
      log.atInfo()
          .addKeyValue("ruleSet", outcome.set().hash())
          .addKeyValue("count", outcome.set().rules().size())
          .log("rules in effect");
      set = outcome.set();
      enabled = byId(set);
    }
  }

  private static Map<String, Rule> byId(RuleSet set) {
    Map<String, Rule> rules = new HashMap<>();
    set.rules().stream().filter(Rule::enabled).forEach(rule -> rules.put(rule.ruleId(), rule));
    return rules;
  }

  private Map<String, RuleRecord> read() {
    Map<String, RuleRecord> read = new TreeMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> entry = all.next();
        String key = new String(entry.key.get(), StandardCharsets.UTF_8);
        read.put(key, records.read(key, entry.value));
      }
    }
    return read;
  }

  /** The set of the last {@link #refresh}. */
  public RuleSet current() {
    return set;
  }

  @Override
  public @Nullable Rule find(String ruleId) {
    return enabled.get(ruleId);
  }
}
