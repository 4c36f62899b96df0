package io.tocsin.alerts;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.WarmStart;
import io.tocsin.alerts.core.match.MentionTracker;
import io.tocsin.alerts.core.match.MentionTracker.Memory;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.stores.KnownRules;
import io.tocsin.alerts.stores.KnownRules.Known;
import io.tocsin.alerts.stores.PostMemories;
import io.tocsin.alerts.wire.WarmStartRecords;
import io.tocsin.schemas.ClockMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it, in one match task, that rules which are new get the history that they would have had:
 * the partition's own posts up to the one from which on it matches by them, counted beside the
 * stream and then handed to detection, in slices. Which rules wait is in the task's store, so that
 * whoever has the partition next begins again.
 */
final class NewRules implements HandOver.Task {

  /** Posts that were revised since, of which no more are noted. */
  private static final int MOST_REVISED = 100_000;

  private static final int RULES_A_RECORD = 500;

  private final StageServices services;
  private final ProcessorContext<String, SpecificRecord> context;
  private final KnownRules known;
  private final PostMemories memories;
  private final Map<String, PostRevision> revised = new HashMap<>();
  private final List<WarmStarts.Run> runs = new ArrayList<>();
  private @Nullable HandOver handOver;
  private boolean resumed;
  private long time;

  NewRules(
      StageServices services,
      ProcessorContext<String, SpecificRecord> context,
      KeyValueStore<Bytes, byte[]> store,
      PostMemories memories) {
    this.services = services;
    this.context = context;
    this.known = new KnownRules(store);
    this.memories = memories;
  }

  /**
   * From the record at hand on posts are matched by these rules.
   *
   * @param now time of that record, milliseconds since the epoch
   */
  void apply(List<Rule> rules, long now) {
    time = now;
    Map<String, Rule> enabled =
        rules.stream()
            .filter(Rule::enabled)
            .collect(Collectors.toMap(Rule::ruleId, rule -> rule, (a, b) -> a, TreeMap::new));
    known.retain(enabled.keySet());
    List<Rule> fresh = enabled.values().stream().filter(rule -> !known.knows(rule)).toList();
    if (!known.hasBegun()) {
      known.begin();
      start(fresh);
    } else if (!fresh.isEmpty()) {
      begin(fresh);
    }
    if (!resumed) {
      resumed = true;
      resume(enabled.values(), fresh);
    }
  }

  /**
   * Rules that are there when the partition begins are not new, but another partition may have
   * begun without them. Where posts are remembered an older release has matched by them.
   */
  private void start(List<Rule> fresh) {
    fresh.forEach(known::settle);
    if (isOn() && memories.size() == 0) {
      tellAll(fresh.stream().map(this::begun).toList());
      tellAll(fresh.stream().map(rule -> ended(rule, Long.MIN_VALUE)).toList());
    }
  }

  private void begin(List<Rule> fresh) {
    if (!isOn()) {
      fresh.forEach(known::settle);
      return;
    }
    long before = context.recordMetadata().map(RecordMetadata::offset).orElse(0L);
    fresh.forEach(rule -> known.await(rule, before, time));
    tellAll(fresh.stream().map(this::begun).toList());
    runs.add(services.warmStarts().start(partition(), before, time, fresh));
  }

  /** What an earlier owner of the partition has not finished begins again. */
  private void resume(Collection<Rule> enabled, List<Rule> fresh) {
    Map<Long, List<Rule>> byOffset = new TreeMap<>();
    for (Rule rule : enabled) {
      if (known.isWaiting(rule) && !fresh.contains(rule)) {
        byOffset.computeIfAbsent(waiting(rule).before(), k -> new ArrayList<>()).add(rule);
      }
    }
    byOffset.values().forEach(this::resume);
  }

  private Known waiting(Rule rule) {
    return known.find(rule.ruleId()).orElseThrow();
  }

  private void resume(List<Rule> rules) {
    if (isOn()) {
      Known cut = waiting(rules.get(0));
      runs.add(services.warmStarts().start(partition(), cut.before(), cut.time(), rules));
    } else {
      rules.forEach(rule -> end(rule, Long.MAX_VALUE));
    }
  }

  private boolean isOn() {
    return services.settings().warmStart().enabled() && services.topics().mode() == ClockMode.LIVE;
  }

  /** Notes a post that is matched while rules wait: what is found of it is not its end. */
  void note(PostRevision post) {
    if (!runs.isEmpty() && revised.size() < MOST_REVISED) {
      revised.put(post.postKey(), post.withoutTexts());
    }
  }

  /**
   * Hands on a slice of what was found, if anything is there.
   *
   * @param now how far posts have come, milliseconds since the epoch
   */
  void goOn(long now) {
    time = now;
    if (handOver == null) {
      handOver = next();
    }
    if (handOver != null && handOver.goOn()) {
      runs.remove(handOver.run());
      handOver = null;
      if (runs.isEmpty()) {
        revised.clear();
      }
    }
  }

  private @Nullable HandOver next() {
    for (WarmStarts.Run run : runs) {
      WarmStarts.Outcome outcome = run.outcome();
      if (outcome != null) {
        return new HandOver(run, outcome, this);
      }
    }
    return null;
  }

  /** Ends what was begun for this task. */
  void close() {
    runs.forEach(WarmStarts.Run::cancel);
    runs.clear();
  }

  @Override
  public int partition() {
    return context.taskId().partition();
  }

  @Override
  public boolean isWanted(Rule rule) {
    return known.isWaiting(rule);
  }

  /** A post that was revised since counts from then on, as it then was. */
  @Override
  public List<MentionEvent> remember(String postKey, Memory memory) {
    PostRevision since = revised.get(postKey);
    if (since == null) {
      memories.addTo(postKey, memory);
      return List.of();
    }
    return memory.mentions().stream()
        .map(mention -> MentionTracker.takenBack(since, mention))
        .toList();
  }

  @Override
  public void end(Rule rule, long from) {
    if (known.isWaiting(rule)) {
      tellAll(List.of(ended(rule, from)));
      known.settle(rule);
    }
  }

  private WarmStart begun(Rule rule) {
    return new WarmStart.Begun(
        rule.ruleId(), rule.hash(), partition(), services.topics().partitions());
  }

  private WarmStart ended(Rule rule, long from) {
    return new WarmStart.Ended(
        rule.ruleId(), rule.hash(), partition(), services.topics().partitions(), from);
  }

  private void tellAll(List<WarmStart> told) {
    for (int i = 0; i < told.size(); i += RULES_A_RECORD) {
      List<WarmStart> part = told.subList(i, Math.min(told.size(), i + RULES_A_RECORD));
      tell(WarmStartRecords.key(partition()), part);
    }
  }

  @Override
  public void tell(String key, List<? extends WarmStart> told) {
    RecordHeaders headers = new RecordHeaders();
    WarmStartRecords.write(told, headers);
    context.forward(new Record<>(key, null, time, headers));
  }
}
