package io.tocsin.alerts;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleRecord;
import io.tocsin.alerts.wire.RuleRecords;
import io.tocsin.schemas.CompactedTopic;
import io.tocsin.schemas.Topics;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rules topic for those who only look, again and again: each time what has come since is read.
 * In no group; it creates nothing. For several threads, one after the other.
 */
public final class RulesView implements AutoCloseable {

  private static final int LONGEST_KEY = 1_000;

  private final CompactedTopic topic;
  private final RuleKeeper keeper = new RuleKeeper();
  private final RuleRecords records;
  private final Map<String, RuleRecord> read = new TreeMap<>();
  private Snapshot latest = Snapshot.EMPTY;

  /**
   * The rules at one moment.
   *
   * @param set number of the set in effect; 0 where there is none
   * @param hash of that set; empty where there is none
   * @param rules by id
   * @param unreadable records that cannot be read: reasons by key
   */
  public record Snapshot(
      long set, String hash, NavigableMap<String, Rule> rules, Map<String, String> unreadable) {
    private static final Snapshot EMPTY = of(Map.of());

    public Snapshot {
      rules = Collections.unmodifiableNavigableMap(rules);
      unreadable = Map.copyOf(unreadable);
    }

    private static Snapshot of(Map<String, RuleRecord> records) {
      NavigableMap<String, Rule> rules = new TreeMap<>();
      for (RuleRecord record : records.values()) {
        if (record instanceof RuleRecord.Member member) {
          rules.put(member.rule().ruleId(), member.rule());
        }
      }
      Optional<RuleRecord.Manifest> manifest =
          records.get(RuleRecord.MANIFEST_KEY) instanceof RuleRecord.Manifest found
              ? Optional.of(found)
              : Optional.empty();
      return new Snapshot(
          manifest.map(RuleRecord.Manifest::version).orElse(0L),
          manifest.map(RuleRecord.Manifest::hash).orElse(""),
          rules,
          RuleRecord.unreadable(records));
    }
  }

  /**
   * Of a namespace; nothing is contacted yet.
   *
   * @param kafka settings of all Kafka clients
   * @param clientId what the broker's logs call it
   */
  public RulesView(Map<String, ?> kafka, String clientId, Topics topics) {
    this.topic = new CompactedTopic(kafka, clientId, topics.rules().name(), LONGEST_KEY);
    this.records = new RuleRecords(topics);
  }

  /**
   * The rules as they are now; none where there is no topic.
   *
   * @throws org.apache.kafka.common.KafkaException if no broker answers in time, or refuses it
   * @throws io.tocsin.schemas.RegistryUnavailableException if the registry is needed and away
   */
  public synchronized Snapshot look() {
    if (topic.catchUp(keeper)) {
      latest = Snapshot.of(read);
    }
    return latest;
  }

  private final class RuleKeeper implements CompactedTopic.Keeper {

    @Override
    public void forgetAll() {
      read.clear();
    }

    @Override
    public void take(String key, byte[] value) {
      if (value.length == 0) {
        read.remove(key);
      } else {
        read.put(key, records.read(key, value));
      }
    }
  }

  /** Whoever reads at this moment is ended. */
  @Override
  public void close() {
    topic.close();
  }
}
