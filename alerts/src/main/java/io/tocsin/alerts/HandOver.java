package io.tocsin.alerts;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.RuleScope;
import io.tocsin.alerts.core.detect.WarmStart;
import io.tocsin.alerts.core.match.MentionTracker.Memory;
import io.tocsin.alerts.core.match.MentionTracker.Remembered;
import io.tocsin.alerts.core.match.RuleHistory;
import io.tocsin.alerts.wire.WarmStartRecords;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hands what was found for new rules to their task and to detection, in slices: first what is
 * remembered of posts, so that a later edit takes back what was made before; then the mentions and
 * when scopes were busy; last that it was all. Rules that were changed meanwhile are left out.
 */
final class HandOver {

  private static final int POSTS_A_SLICE = 1_000;
  private static final int RECORDS_A_SLICE = 100;
  private static final int MENTIONS_A_RECORD = 50;
  private static final int TEXT_A_RECORD = 100_000;
  private static final int BUCKETS_A_RECORD = 50_000;

  /** Who hands over. */
  interface Task {

    /** The partition. */
    int partition();

    /** Whether this meaning of a rule is still wanted. */
    boolean isWanted(Rule rule);

    /**
     * Remembers mentions of a post, as far as it was not revised since.
     *
     * @return the mentions that its revision has taken back, or made anew
     */
    List<MentionEvent> remember(String postKey, Memory memory);

    /** Sends to detection. */
    void tell(String key, List<? extends WarmStart> told);

    /** All was told of a rule. */
    void end(Rule rule, long from);
  }

  private final WarmStarts.Run run;
  private final WarmStarts.Outcome outcome;
  private final Task task;
  private final Map<String, Rule> rules;
  private final Deque<Map.Entry<String, Memory>> posts = new ArrayDeque<>();
  private final List<MentionEvent> mentions = new ArrayList<>();
  private final Deque<Runnable> records = new ArrayDeque<>();
  private boolean grouped;

  HandOver(WarmStarts.Run run, WarmStarts.Outcome outcome, Task task) {
    this.run = run;
    this.outcome = outcome;
    this.task = task;
    this.rules =
        run.rules().stream()
            .filter(task::isWanted)
            .collect(
                Collectors.toMap(Rule::ruleId, Function.identity(), (a, b) -> a, TreeMap::new));
    @Nullable RuleHistory history = outcome.history();
    if (history != null) {
      history.forEachMemory((post, memory) -> posts.add(Map.entry(post, memory)));
      mentions.addAll(history.mentions());
    }
  }

  WarmStarts.Run run() {
    return run;
  }

  /** Hands over a slice; says whether it was the last. */
  boolean goOn() {
    if (!posts.isEmpty()) {
      rememberPosts();
      return false;
    }
    if (!grouped) {
      grouped = true;
      group();
    }
    for (int i = 0; i < RECORDS_A_SLICE && !records.isEmpty(); i++) {
      records.removeFirst().run();
    }
    if (!records.isEmpty()) {
      return false;
    }
    rules.values().forEach(rule -> task.end(rule, outcome.from()));
    return true;
  }

  private void rememberPosts() {
    for (int i = 0; i < POSTS_A_SLICE && !posts.isEmpty(); i++) {
      Map.Entry<String, Memory> post = posts.removeFirst();
      List<Remembered> wanted =
          post.getValue().mentions().stream().filter(m -> isWanted(m.key().ruleId())).toList();
      if (!wanted.isEmpty()) {
        Memory memory = new Memory(post.getValue().lastSeenAt(), wanted);
        mentions.addAll(task.remember(post.getKey(), memory));
      }
    }
  }

  private boolean isWanted(String ruleId) {
    Rule rule = rules.get(ruleId);
    return rule != null && task.isWanted(rule);
  }

  private void group() {
    Map<RuleScope, List<MentionEvent>> byKey = new TreeMap<>();
    for (MentionEvent mention : mentions) {
      if (isWanted(mention.ruleId())) {
        byKey.computeIfAbsent(RuleScope.of(mention), key -> new ArrayList<>()).add(mention);
      }
    }
    mentions.clear();
    byKey.forEach(this::addMentions);
    addBusy(byKey);
  }

  private void addMentions(RuleScope key, List<MentionEvent> all) {
    Rule rule = rules.get(key.ruleId());
    List<MentionEvent> part = new ArrayList<>();
    int text = 0;
    for (MentionEvent mention : all) {
      part.add(mention);
      text += mention.title().length() + mention.excerpt().length();
      if (part.size() == MENTIONS_A_RECORD || text > TEXT_A_RECORD) {
        addRecord(rule, key, part);
        part = new ArrayList<>();
        text = 0;
      }
    }
    if (!part.isEmpty()) {
      addRecord(rule, key, part);
    }
  }

  private void addRecord(@Nullable Rule rule, RuleScope key, List<MentionEvent> part) {
    if (rule != null) {
      WarmStart found = new WarmStart.Found(rule.ruleId(), rule.hash(), task.partition(), part);
      records.add(() -> task.tell(WarmStartRecords.key(key), List.of(found)));
    }
  }

  private void addBusy(Map<RuleScope, List<MentionEvent>> byKey) {
    List<WarmStart.Busy> part = new ArrayList<>();
    int buckets = 0;
    for (Map.Entry<RuleScope, List<MentionEvent>> key : byKey.entrySet()) {
      Rule rule = rules.get(key.getKey().ruleId());
      if (rule != null && !key.getKey().scope().isEmpty()) {
        WarmStart.Busy busy = busy(rule, key.getKey().scope(), key.getValue());
        part.add(busy);
        buckets += busy.buckets().size();
      }
      if (buckets > BUCKETS_A_RECORD) {
        addRecord(part);
        part = new ArrayList<>();
        buckets = 0;
      }
    }
    addRecord(part);
  }

  private void addRecord(List<WarmStart.Busy> busy) {
    if (!busy.isEmpty()) {
      records.add(() -> task.tell(WarmStartRecords.key(task.partition()), busy));
    }
  }

  private WarmStart.Busy busy(Rule rule, String scope, Collection<MentionEvent> mentions) {
    TreeSet<Long> buckets = new TreeSet<>();
    for (MentionEvent mention : mentions) {
      if (mention.sign() > 0) {
        buckets.add(
            Math.floorDiv(mention.time(), WarmStart.BUCKET_MILLIS) * WarmStart.BUCKET_MILLIS);
      }
    }
    return new WarmStart.Busy(
        rule.ruleId(), rule.hash(), task.partition(), scope, List.copyOf(buckets));
  }
}
