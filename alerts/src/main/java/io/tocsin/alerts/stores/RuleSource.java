package io.tocsin.alerts.stores;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.RuleBook;
import io.tocsin.alerts.core.match.CompiledRules;
import io.tocsin.alerts.core.rules.RuleSet;
import io.tocsin.alerts.stores.LiveRules.InEffect;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rules in effect, as a task sees them: what the process has ready, taken over at {@link
 * #refresh}. Between two calls nothing changes.
 */
public final class RuleSource implements RuleBook {

  private final LiveRules live;
  private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
  private InEffect mine;

  /** The first in a process reads all rules here. */
  public RuleSource(LiveRules live, ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    this.live = live;
    this.store = store;
    live.begin(store);
    this.mine = live.inEffect();
  }

  /**
   * Takes over what is ready and sees to it that changes are made ready; cheap when there are none.
   *
   * @return the set in effect: the same object while nothing changed
   */
  public RuleSet refresh() {
    live.look(store);
    mine = live.inEffect();
    return mine.set();
  }

  /** The same, for who asks seldom: what could not be read is read again. */
  public RuleSet refreshAgain() {
    live.lookAgain(store);
    return refresh();
  }

  /** The set of the last {@link #refresh}. */
  public RuleSet current() {
    return mine.set();
  }

  /** The queries of that set. */
  public CompiledRules compiled() {
    return mine.compiled();
  }

  /** Whether that set, or what was made of a later one, has been looked at in this process. */
  public boolean hasSeen(long version) {
    return mine.seen() >= version;
  }

  @Override
  public @Nullable Rule find(String ruleId) {
    return mine.byId().get(ruleId);
  }
}
