package io.tocsin.replay.simulation;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.MinuteCount;
import io.tocsin.alerts.core.MinuteCount.What;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.DetectOutput;
import io.tocsin.alerts.core.detect.DetectStage;
import io.tocsin.alerts.core.detect.KeyStates;
import io.tocsin.alerts.core.detect.PendingMentions;
import io.tocsin.alerts.core.match.MentionTracker;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.ingest.core.PartitionClock;
import io.tocsin.ingest.core.PartitionClock.Admission;
import io.tocsin.ingest.core.Revision;
import io.tocsin.ingest.core.RevisionMemory;
import io.tocsin.ingest.core.RevisionTracker;
import io.tocsin.ingest.core.TimeRules;
import io.tocsin.ingest.core.Verdict;
import io.tocsin.replay.simulation.Message.Control;
import io.tocsin.replay.simulation.Message.Data;
import io.tocsin.runtime.time.MergedClock;
import io.tocsin.runtime.time.Watermark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline as it is deployed, in one thread: raw partitions, post partitions and detect
 * partitions, each a task with its own state, driven in an order that a seed decides, with commits
 * and crashes in between. The cores are those of the services; the topologies' work (who sends what
 * where, merging clocks) is done here as they do it.
 */
public final class SimulatedPipeline {

  /**
   * How many partitions there are.
   *
   * @param raw of the raw topic
   * @param posts of the topics of posts
   * @param detect of the mentions
   */
  public record Shape(int raw, int posts, int detect) {}

  private static final int CRASHES = 40;
  private static final Comparator<AlertEvent> CLAIMED_ORDER =
      Comparator.comparingLong(AlertEvent::at)
          .thenComparing(AlertEvent::ruleId)
          .thenComparing(AlertEvent::scope)
          .thenComparingInt(AlertEvent::sequence);

  private final Shape shape;
  private final PostLogic logic;
  private final Map<String, Rule> rules;
  private final Random random;
  private final List<List<Channel>> byPostKey;
  private final List<List<Channel>> mentions;
  private final List<Channel> posts = new ArrayList<>();
  private final Channel alerts = new Channel();
  private final List<Task> tasks = new ArrayList<>();

  private SimulatedPipeline(Shape shape, PostLogic logic, long seed) {
    this.shape = shape;
    this.logic = logic;
    this.rules = new TreeMap<>();
    logic.rules().forEach(rule -> rules.put(rule.ruleId(), rule));
    this.random = new Random(seed);
    this.byPostKey = grid(shape.raw(), shape.posts());
    this.mentions = grid(shape.posts(), shape.detect());
    IntStream.range(0, shape.posts()).forEach(unused -> posts.add(new Channel()));
  }

  /**
   * Takes a history through.
   *
   * @param history in the order of time
   * @param end where the clock ends, milliseconds since the epoch
   * @return the alert events in the order in which they are claimed to be equal
   */
  public static List<AlertEvent> run(
      Shape shape, PostLogic logic, List<Delivery> history, long end, long seed) {
    SimulatedPipeline pipeline = new SimulatedPipeline(shape, logic, seed);
    pipeline.build(history, end);
    pipeline.drive();
    return pipeline.events();
  }

  private static List<List<Channel>> grid(int from, int to) {
    return IntStream.range(0, from)
        .mapToObj(unused -> IntStream.range(0, to).mapToObj(alsoUnused -> new Channel()).toList())
        .toList();
  }

  private static List<Channel> column(List<List<Channel>> grid, int to) {
    return grid.stream().map(row -> row.get(to)).toList();
  }

  private void build(List<Delivery> history, long end) {
    for (int p = 0; p < shape.raw(); p++) {
      Channel raw = new Channel();
      for (Delivery delivery : history) {
        if (Math.floorMod(delivery.key().hashCode(), shape.raw()) == p) {
          raw.append(new Data(delivery));
        }
      }
      raw.append(new Control(new Watermark(p, shape.raw(), end)));
      tasks.add(new ReadRawPosts(p, raw));
    }
    IntStream.range(0, shape.posts()).forEach(q -> tasks.add(new KeepRevisions(q)));
    IntStream.range(0, shape.posts()).forEach(q -> tasks.add(new FindMentions(q)));
    IntStream.range(0, shape.detect()).forEach(m -> tasks.add(new DetectSpikes(m)));
    tasks.forEach(Task::saveState);
  }

  private void drive() {
    int crashes = 0;
    while (true) {
      List<Task> busy = tasks.stream().filter(t -> t.hasInput() || t.isDirty()).toList();
      if (busy.isEmpty()) {
        return;
      }
      Task task = busy.get(random.nextInt(busy.size()));
      int what = random.nextInt(100);
      if (what < 3 && crashes < CRASHES) {
        crashes++;
        task.crash();
      } else if (what < 20 || !task.hasInput()) {
        task.commit();
      } else {
        burst(task);
      }
    }
  }

  private void burst(Task task) {
    int steps = 1 + random.nextInt(12);
    for (int i = 0; i < steps; i++) {
      task.step(random.nextInt(task.inputs()));
    }
  }

  private List<AlertEvent> events() {
    return IntStream.range(0, alerts.end())
        .mapToObj(alerts::get)
        .map(message -> (AlertEvent) ((Data) message).value())
        .sorted(CLAIMED_ORDER)
        .toList();
  }

  private static int partition(String key, int partitions) {
    return Math.floorMod(key.hashCode() * 31 + 7, partitions);
  }

  /** First half of ingest. */
  private final class ReadRawPosts extends Task {

    private final int partition;
    private PartitionClock clock = PartitionClock.fresh();
    private PartitionClock.State saved = clock.state();

    ReadRawPosts(int partition, Channel raw) {
      super(List.of(raw));
      this.partition = partition;
    }

    @Override
    void onData(Object value) {
      Delivery delivery = (Delivery) value;
      Admission admission = clock.admit(delivery.time());
      logic
          .read(delivery, admission)
          .ifPresent(
              post ->
                  send(
                      byPostKey
                          .get(partition)
                          .get(SimulatedPipeline.partition(post.postKey(), shape.posts())),
                      new Data(post)));
      if (random.nextInt(3) == 0) {
        sendWatermark();
      }
    }

    @Override
    void onWatermark(Watermark endOfRange) {
      clock.reach(endOfRange.time());
      sendWatermark();
    }

    private void sendWatermark() {
      clock
          .take()
          .ifPresent(
              time ->
                  byPostKey
                      .get(partition)
                      .forEach(
                          to ->
                              send(to, new Control(new Watermark(partition, shape.raw(), time)))));
    }

    @Override
    void saveState() {
      saved = clock.state();
    }

    @Override
    void restoreState() {
      clock = PartitionClock.resumed(saved);
    }
  }

  /** Second half of ingest. */
  private final class KeepRevisions extends Task {

    private final int partition;
    private final RevisionTracker tracker =
        new RevisionTracker(TimeRules.DEFAULT, Duration.ofDays(30));
    private Map<String, RevisionMemory> memory = new HashMap<>();
    private Map<String, RevisionMemory> savedMemory = Map.of();
    private MergedClock clock = MergedClock.unset();
    private byte[] savedClock = clock.toBytes();

    KeepRevisions(int partition) {
      super(column(byPostKey, partition));
      this.partition = partition;
    }

    @Override
    void onData(Object value) {
      var post = (io.tocsin.ingest.core.CleanPost) value;
      Verdict verdict = tracker.judge(memory.get(post.postKey()), post);
      memory.put(post.postKey(), verdict.memory());
      if (verdict instanceof Verdict.Effective effective) {
        send(posts.get(partition), new Data(effective.revision()));
      }
    }

    @Override
    void onWatermark(Watermark watermark) {
      clock
          .advance(watermark)
          .ifPresent(
              time ->
                  send(
                      posts.get(partition),
                      new Control(new Watermark(partition, shape.posts(), time))));
    }

    @Override
    void saveState() {
      savedMemory = Map.copyOf(memory);
      savedClock = clock.toBytes();
    }

    @Override
    void restoreState() {
      memory = new HashMap<>(savedMemory);
      clock = MergedClock.fromBytes(savedClock);
    }
  }

  /** Enrich and the first half of alerts. */
  private final class FindMentions extends Task {

    private final int partition;
    private Map<String, MentionTracker.Memory> memory = new HashMap<>();
    private Map<String, MentionTracker.Memory> saved = Map.of();
    private Map<Counted, Integer> counts = new HashMap<>();
    private Map<Counted, Integer> savedCounts = Map.of();

    FindMentions(int partition) {
      super(List.of(posts.get(partition)));
      this.partition = partition;
    }

    @Override
    void onData(Object value) {
      PostRevision post = logic.enrich((Revision) value);
      if (post.isNewStory()) {
        count(What.STORIES, post.seenAt(), post.source());
      }
      MentionTracker.Outcome outcome =
          MentionTracker.track(post, logic.match(post), memory.get(post.postKey()));
      outcome
          .memory()
          .ifPresentOrElse(
              kept -> memory.put(post.postKey(), kept), () -> memory.remove(post.postKey()));
      for (MentionEvent mention : outcome.events()) {
        String key = mention.ruleId() + "|" + mention.scope();
        if (mention.sign() > 0 && !mention.scope().isEmpty()) {
          count(What.MENTIONS, mention.time(), key);
        }
        int to = SimulatedPipeline.partition(key, shape.detect());
        send(mentions.get(partition).get(to), new Data(mention));
      }
    }

    private void count(What what, long time, String name) {
      counts.merge(new Counted(what, time / 60_000 * 60_000, name), 1, Integer::sum);
    }

    @Override
    void onWatermark(Watermark watermark) {
      List<MinuteCount> published = new ArrayList<>();
      counts.forEach(
          (key, count) ->
              published.add(new MinuteCount(key.what(), key.minute(), key.name(), count)));
      counts.clear();
      mentions.get(partition).forEach(to -> send(to, new Data(new Told(published))));
      mentions.get(partition).forEach(to -> send(to, new Control(watermark)));
    }

    @Override
    void saveState() {
      saved = Map.copyOf(memory);
      savedCounts = Map.copyOf(counts);
    }

    @Override
    void restoreState() {
      memory = new HashMap<>(saved);
      counts = new HashMap<>(savedCounts);
    }
  }

  private record Counted(What what, long minute, String name) {}

  private record Told(List<MinuteCount> published) {}

  /** Second half of alerts. */
  private final class DetectSpikes extends Task {

    private final Stores stores = new Stores();
    private MergedClock clock = MergedClock.unset();
    private byte[] savedClock = clock.toBytes();
    private DetectStage stage = fresh();

    DetectSpikes(int partition) {
      super(column(mentions, partition));
    }

    private DetectStage fresh() {
      return new DetectStage(rules::get, stores, stores.states);
    }

    @Override
    void onData(Object value) {
      if (value instanceof Told told) {
        stage.told(told.published());
      } else {
        stage.hold((MentionEvent) value);
      }
    }

    @Override
    void onWatermark(Watermark watermark) {
      clock.advance(watermark).ifPresent(time -> stage.advance(time, this::publish));
    }

    private void publish(DetectOutput output) {
      if (output instanceof AlertEvent) {
        send(alerts, new Data(output));
      }
    }

    @Override
    void saveState() {
      stores.save();
      savedClock = clock.toBytes();
    }

    @Override
    void restoreState() {
      stores.restore();
      clock = MergedClock.fromBytes(savedClock);
      stage = fresh();
    }
  }

  /** The stores of a detect partition, with a copy of what they were at the last commit. */
  private static final class Stores implements PendingMentions {

    private final TreeSet<MentionEvent> pending = new TreeSet<>(ORDER);
    private final TreeMap<String, byte[]> states0 = new TreeMap<>();
    private final KeyStates states = new MapStates(states0);
    private List<MentionEvent> savedPending = List.of();
    private Map<String, byte[]> savedStates = Map.of();

    @Override
    public void add(MentionEvent mention) {
      pending.remove(mention);
      pending.add(mention);
    }

    @Override
    public void takeUpTo(long time, Predicate<MentionEvent> to) {
      while (!pending.isEmpty() && pending.first().time() <= time && to.test(pending.first())) {
        pending.pollFirst();
      }
    }

    void save() {
      savedPending = List.copyOf(pending);
      savedStates = new TreeMap<>(states0);
    }

    void restore() {
      pending.clear();
      pending.addAll(savedPending);
      states0.clear();
      states0.putAll(savedStates);
    }
  }

  /** States in a map. */
  private record MapStates(TreeMap<String, byte[]> map) implements KeyStates {

    @Override
    public byte @Nullable [] get(String key) {
      return map.get(key);
    }

    @Override
    public void put(String key, byte[] bytes) {
      map.put(key, bytes.clone());
    }

    @Override
    public void delete(String key) {
      map.remove(key);
    }

    @Override
    public void forEach(BiConsumer<String, byte[]> action) {
      map.forEach(action);
    }

    @Override
    public void forEach(String prefix, BiConsumer<String, byte[]> action) {
      map.subMap(prefix, prefix + Character.MAX_VALUE).forEach(action);
    }
  }
}
