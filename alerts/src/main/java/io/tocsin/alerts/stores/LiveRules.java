package io.tocsin.alerts.stores;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.match.CompiledRules;
import io.tocsin.alerts.core.rules.RuleRecord;
import io.tocsin.alerts.core.rules.RuleSet;
import io.tocsin.alerts.core.rules.RulesInForce;
import io.tocsin.alerts.wire.RuleRecords;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in effect in one process, compiled. What comes to the rules store is read and compiled
 * in the background while the set before goes on; then all tasks get the new one as a single
 * object, so that none of them counts by other rules than it matches by. At most one look at the
 * store waits its turn, and each takes the newest that is there. Thread-safe.
 */
public final class LiveRules {

  private static final Logger log = LoggerFactory.getLogger(LiveRules.class);
  private static final int SHOWN = 10;

  private final RuleChangeCount changes;
  private final RuleRecords records;
  private final Executor background;
  private final Runnable onRefusal;
  private final Compiler compiler;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private volatile long taken = -1;
  private volatile boolean failed;
  private volatile InEffect inEffect = InEffect.NOTHING;

  /**
   * What is in effect.
   *
   * @param set the rules
   * @param compiled their queries
   * @param byId all of them, disabled ones too
   * @param seen how far the store was read: the version of its manifest
   */
  record InEffect(RuleSet set, CompiledRules compiled, Map<String, Rule> byId, long seen) {

    static final InEffect NOTHING = new InEffect(RuleSet.EMPTY, CompiledRules.NONE, Map.of(), 0);

    InEffect {
      byId = Map.copyOf(byId);
    }

    InEffect withSeen(long nowSeen) {
      return new InEffect(set, compiled, byId, nowSeen);
    }

    InEffect replacedBy(RuleSet next, Compiler compiler, long nowSeen) {
      Map<String, Rule> rules = new HashMap<>();
      next.rules().forEach(rule -> rules.put(rule.ruleId(), rule));
      return new InEffect(next, compiler.replace(compiled, next.rules()), rules, nowSeen);
    }
  }

  /** Compiles rules that take the place of others. */
  @FunctionalInterface
  interface Compiler {
    CompiledRules replace(CompiledRules before, List<Rule> rules);
  }

  /**
   * Nothing is in effect yet.
   *
   * @param changes counts what comes to the store
   * @param records reads its bytes
   * @param background runs what takes long
   * @param onRefusal told of each set that could not be compiled
   */
  public LiveRules(
      RuleChangeCount changes, RuleRecords records, Executor background, Runnable onRefusal) {
    this(changes, records, background, onRefusal, CompiledRules::replacedBy);
  }

  LiveRules(
      RuleChangeCount changes,
      RuleRecords records,
      Executor background,
      Runnable onRefusal,
      Compiler compiler) {
    this.changes = changes;
    this.records = records;
    this.background = background;
    this.onRefusal = onRefusal;
    this.compiler = compiler;
  }

  /** The rules in effect, disabled ones too. */
  public RuleSet set() {
    return inEffect.set();
  }

  InEffect inEffect() {
    return inEffect;
  }

  /** The first to come reads the store at once: there is nothing that could go on meanwhile. */
  void begin(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    if (taken < 0) {
      take(store);
    }
  }

  /** Looks for changes in the background; cheap when there are none. */
  void look(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    if (changes.current() != taken && !failed && waiting.compareAndSet(false, true)) {
      background.execute(() -> lookNow(store));
    }
  }

  /** The same, also after a look that has failed. */
  void lookAgain(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    failed = false;
    look(store);
  }

  private void lookNow(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    waiting.set(false);
    try {
      take(store);
    } catch (RuntimeException trouble) {
      failed = true;
      log.atWarn()
          .addKeyValue("ruleSet", inEffect.set().hash())
          .setCause(trouble)
          .log("the rules topic cannot be read now; the rules stay as they are");
    }
  }

  private synchronized void take(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    if (changes.current() == taken) {
      return;
    }
    Copy copy = changes.whole(() -> Copy.of(store, changes.current()));
    Map<String, RuleRecord> found = read(copy);
    RulesInForce.Outcome outcome = RulesInForce.of(found, inEffect.set());
    complain(outcome);
    inEffect = next(outcome.set(), RulesInForce.seen(found));
    taken = copy.changes();
  }

  private InEffect next(RuleSet set, long seen) {
    if (set.equals(inEffect.set())) {
      return inEffect.withSeen(seen);
    }
    try {
      InEffect next = inEffect.replacedBy(set, compiler, seen);
      log.atInfo()
          .addKeyValue("ruleSet", set.hash())
          .addKeyValue("count", set.rules().size())
          .log("rules in effect");
      return next;
    } catch (RuntimeException | StackOverflowError bad) {
      onRefusal.run();
      log.atError()
          .addKeyValue("ruleSet", set.hash())
          .addKeyValue("reason", String.valueOf(bad.getMessage()))
          .log("rules cannot be compiled; those before stay in effect");
      return inEffect.withSeen(seen);
    }
  }

  private static void complain(RulesInForce.Outcome outcome) {
    List<String> complaints = outcome.complaints();
    if (!complaints.isEmpty()) {
      log.atWarn()
          .addKeyValue("ruleSet", outcome.set().hash())
          .addKeyValue("count", complaints.size())
          .addKeyValue("reason", complaints.subList(0, Math.min(SHOWN, complaints.size())))
          .log("records in the rules topic are not as they should be");
    }
  }

  private Map<String, RuleRecord> read(Copy copy) {
    Map<String, RuleRecord> read = new TreeMap<>();
    copy.records().forEach((key, value) -> read.put(key, records.read(key, value)));
    return read;
  }

  /**
   * What the store held.
   *
   * @param records bytes by key
   * @param changes how many changes had been made
   */
  private record Copy(Map<String, byte[]> records, long changes) {

    static Copy of(ReadOnlyKeyValueStore<Bytes, byte[]> store, long changes) {
      Map<String, byte[]> records = new TreeMap<>();
      try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
        while (all.hasNext()) {
          KeyValue<Bytes, byte[]> entry = all.next();
          byte @Nullable [] value = entry.value;
          if (value != null) {
            records.put(new String(entry.key.get(), StandardCharsets.UTF_8), value);
          }
        }
      }
      return new Copy(records, changes);
    }
  }
}
