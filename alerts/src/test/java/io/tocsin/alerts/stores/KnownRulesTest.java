package io.tocsin.alerts.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.alerts.stores.KnownRules.Known;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class KnownRulesTest {

  private final KeyValueStore<Bytes, byte[]> store = TestStores.keyValue(Serdes.ByteArray());
  private final List<Rule> rules =
      RuleFile.read(
              "rules: [{id: war, match: war}, {id: flight, match: evacuate}]"
                  .getBytes(StandardCharsets.UTF_8))
          .rules();

  @Test
  void shouldKnowAfterARestartWhatItKnewBefore() {
    KnownRules known = new KnownRules(store);
    assertThat(known.hasBegun()).isFalse();
    known.begin();
    known.settle(rules.get(0));
    known.await(rules.get(1), 42, 1_000);

    KnownRules again = new KnownRules(store);
    assertThat(again.hasBegun()).isTrue();
    assertThat(again.knows(rules.get(0))).isTrue();
    assertThat(again.isWaiting(rules.get(0))).isFalse();
    assertThat(again.isWaiting(rules.get(1))).isTrue();
    assertThat(again.find(rules.get(1).ruleId()))
        .contains(new Known(rules.get(1).hash(), true, 42, 1_000));

    again.settle(rules.get(1));
    again.retain(Set.of(rules.get(1).ruleId()));
    KnownRules last = new KnownRules(store);
    assertThat(last.knows(rules.get(0))).isFalse();
    assertThat(last.knows(rules.get(1))).isTrue();
    assertThat(last.isWaiting(rules.get(1))).isFalse();
  }

  @Test
  void shouldStandBesideOtherThingsInTheStore() {
    UntoldCounts counts = new UntoldCounts(store);
    counts.add(io.tocsin.alerts.core.MinuteCount.What.STORIES, 60_000, "wire");
    new KnownRules(store).begin();
    new KnownRules(store).settle(rules.get(0));

    assertThat(new UntoldCounts(store).take()).hasSize(1);
    assertThat(new PostMemories(store, java.time.Duration.ofDays(1), 10).size()).isZero();
    assertThat(new KnownRules(store).knows(rules.get(0))).isTrue();
  }
}
