package io.tocsin.alerts.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.match.CompiledRules;
import io.tocsin.alerts.core.rules.RuleChanges;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.alerts.core.rules.RuleRecord;
import io.tocsin.alerts.wire.RuleRecords;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveRulesTest {

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean canCompile = true;
  private final AtomicInteger refused = new AtomicInteger();
  private final RuleChangeCount changes = new RuleChangeCount();
  private final RuleRecords records =
      new RuleRecords(Topics.of("news", ClockMode.EVENT, 1, AvroSerdes.inMemory()));
  private final LiveRules live =
      new LiveRules(changes, records, waiting::add, refused::incrementAndGet, this::compile);
  private final KeyValueStore<Bytes, byte[]> store = TestStores.keyValue(Serdes.ByteArray());
  private final Map<String, RuleRecord> topic = new TreeMap<>();

  @BeforeEach
  void begin() {
    apply("rules: [{id: war, match: war}]");
  }

  private CompiledRules compile(CompiledRules before, List<Rule> rules) {
    if (canCompile) {
      return before.replacedBy(rules);
    }
    throw new StackOverflowError("too deep");
  }

  private void apply(String yaml) {
    List<Rule> rules = RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8)).rules();
    write(RuleChanges.between(topic, rules));
  }

  private void write(RuleChanges next) {
    for (Rule rule : next.written()) {
      topic.put(rule.ruleId(), new RuleRecord.Member(rule));
      put(rule.ruleId(), records.write(rule));
    }
    next.removed().forEach(id -> topic.remove(id));
    topic.put(RuleRecord.MANIFEST_KEY, next.manifest());
    put(RuleRecord.MANIFEST_KEY, records.write(next.manifest(), Instant.EPOCH));
  }

  private void put(String key, byte[] value) {
    store.put(Bytes.wrap(key.getBytes(StandardCharsets.UTF_8)), value);
    changes.change(() -> {});
  }

  @Test
  void shouldReadAllAtTheStart() {
    RuleSource rules = new RuleSource(live, store);

    assertThat(rules.current().version()).isEqualTo(1);
    assertThat(rules.find("war")).isNotNull();
    assertThat(rules.find("peace")).isNull();
    assertThat(waiting).isEmpty();
  }

  @Test
  void shouldGoOnWithTheSetBeforeUntilTheNewOneIsReady() {
    RuleSource one = new RuleSource(live, store);
    RuleSource other = new RuleSource(live, store);
    apply("rules: [{id: peace, match: peace}]");

    assertThat(one.refresh().version()).isEqualTo(1);
    assertThat(one.find("peace")).isNull();
    assertThat(one.hasSeen(2)).isFalse();

    waiting.remove().run();

    assertThat(one.current().version()).as("nothing changes between two calls").isEqualTo(1);
    assertThat(one.refresh().version()).isEqualTo(2);
    assertThat(one.hasSeen(2)).isTrue();
    assertThat(other.refresh()).isSameAs(one.current());
    assertThat(other.compiled()).isSameAs(one.compiled());
  }

  @Test
  void shouldLetOnlyOneLookWaitAndTakeTheNewest() {
    RuleSource rules = new RuleSource(live, store);
    for (int i = 0; i < 10; i++) {
      apply("rules: [{id: peace, match: peace" + i + "}]");
      rules.refresh();
    }

    assertThat(waiting).hasSize(1);
    waiting.remove().run();
    assertThat(rules.refresh().version()).isEqualTo(11);
    assertThat(waiting).as("nothing is left to be looked at").isEmpty();
  }

  @Test
  void shouldTakeAChangeThatComesWhileAnotherIsMadeReady() {
    RuleSource rules = new RuleSource(live, store);
    apply("rules: [{id: peace, match: peace}]");
    rules.refresh();
    Runnable look = waiting.remove();
    apply("rules: [{id: storm, match: storm}]");
    look.run();
    apply("rules: [{id: flood, match: flood}]");

    assertThat(rules.refresh().version()).isEqualTo(3);
    waiting.remove().run();
    assertThat(rules.refresh().version()).isEqualTo(4);
  }

  @Test
  void shouldKeepTheSetBeforeWhenTheNewOneCannotBeCompiled() {
    RuleSource rules = new RuleSource(live, store);
    canCompile = false;
    apply("rules: [{id: war, match: deep}]");
    rules.refresh();
    waiting.remove().run();

    assertThat(rules.refresh().version()).isEqualTo(1);
    assertThat(rules.hasSeen(2)).as("nobody must wait for it").isTrue();
    assertThat(refused).hasValue(1);

    canCompile = true;
    apply("rules: [{id: war, match: battle}]");
    rules.refresh();
    waiting.remove().run();
    assertThat(rules.refresh().rules()).extracting(Rule::match).containsExactly("battle");
  }

  @Test
  void shouldNotWaitForAManifestThatCannotBeRead() {
    RuleSource rules = new RuleSource(live, store);
    put(RuleRecord.MANIFEST_KEY, new byte[] {1, 2, 3});
    rules.refresh();
    waiting.remove().run();

    assertThat(rules.refresh().version()).isEqualTo(1);
    assertThat(rules.hasSeen(99)).isTrue();
  }

  /** Nothing listens at that address. */
  @Test
  void shouldReadAgainOnlyWhenItIsAskedAgainAfterTheRegistryWasGone() {
    Topics blind =
        Topics.of(
            "news",
            ClockMode.EVENT,
            1,
            AvroSerdes.connect("http://localhost:1", Map.of(), Duration.ofMillis(1)));
    KeyValueStore<Bytes, byte[]> empty = TestStores.keyValue(Serdes.ByteArray());
    LiveRules unlucky =
        new LiveRules(changes, new RuleRecords(blind), waiting::add, refused::incrementAndGet);
    RuleSource rules = new RuleSource(unlucky, empty);
    empty.put(Bytes.wrap(new byte[] {'w'}), store.get(Bytes.wrap(new byte[] {'w', 'a', 'r'})));
    changes.change(() -> {});
    rules.refresh();
    waiting.remove().run();

    assertThat(rules.refresh().version()).isZero();
    assertThat(waiting).as("posts do not ask again").isEmpty();
    rules.refreshAgain();
    assertThat(waiting).hasSize(1);
    assertThat(refused).hasValue(0);
  }
}
