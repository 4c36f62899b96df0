package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.MinuteCount;
import io.tocsin.runtime.time.MergedClock;
import io.tocsin.runtime.time.Watermark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The pipeline's partitions without Kafka: raw partitions, post partitions, detect partitions, each
 * stage fed by all partitions of the one before. What a sender sends to one receiver stays in
 * order; between senders anything may come first. Detect partitions crash now and then and go on
 * from their last commit, as a transaction would have it: what came after it never happened.
 *
 * <p>Everything that may differ between two runs is drawn from the seed.
 */
final class PartitionsSimulator {

  private final RuleBook rules;
  private final int raws;
  private final int posts;
  private final int detects;
  private final SplittableRandom random;

  PartitionsSimulator(RuleBook rules, int raws, int posts, int detects, long seed) {
    this.rules = rules;
    this.raws = raws;
    this.posts = posts;
    this.detects = detects;
    this.random = new SplittableRandom(seed);
  }

  /** A record on the way: mentions of one revision of one post, or a watermark. */
  private sealed interface Message {}

  private record Revision(String postKey, List<MentionEvent> mentions) implements Message {}

  private record Mark(Watermark watermark) implements Message {}

  private record Story(MinuteCount story) implements Message {}

  private record Told(List<MinuteCount> stories) implements Message {}

  private record Said(MentionEvent mention) implements Message {}

  /**
   * Sends mentions through and gives all outputs, sorted by time, rule, scope and, for events of an
   * alert, sequence.
   *
   * @param mentions in order of time
   * @param stories what is published besides, in order of time
   * @param end the time of the last watermark
   */
  List<DetectOutput> run(List<MentionEvent> mentions, List<MinuteCount> stories, long end) {
    Stage ingest = new Stage(raws, posts);
    feedRaw(mentions, stories, end, ingest);
    Stage detect = new Stage(posts, detects);
    List<MergedClock> clocks = new ArrayList<>();
    List<List<MinuteCount>> counts = new ArrayList<>();
    for (int i = 0; i < posts; i++) {
      clocks.add(MergedClock.unset());
      counts.add(new ArrayList<>());
    }
    ingest.drain(
        (post, message) -> passOn(post, message, clocks.get(post), counts.get(post), detect));
    List<DetectTask> tasks = new ArrayList<>();
    for (int i = 0; i < detects; i++) {
      tasks.add(new DetectTask());
    }
    detect.drain((partition, message) -> tasks.get(partition).receive(message));
    List<DetectOutput> outputs = new ArrayList<>();
    tasks.forEach(task -> outputs.addAll(task.finish()));
    outputs.sort(ORDER);
    return outputs;
  }

  static final Comparator<DetectOutput> ORDER =
      Comparator.comparingLong(DetectOutput::at)
          .thenComparing(DetectOutput::ruleId)
          .thenComparing(DetectOutput::scope)
          .thenComparing(output -> output instanceof AlertEvent event ? event.sequence() : 0);

  /** Raw partitions: a post stays in its partition; watermarks follow at their own cadence. */
  private void feedRaw(
      List<MentionEvent> mentions, List<MinuteCount> stories, long end, Stage ingest) {
    int cadence = 1 + random.nextInt(6);
    long[] latest = new long[raws];
    Deque<MinuteCount> waiting = new ArrayDeque<>(stories);
    for (MentionEvent mention : mentions) {
      feedStories(waiting, mention.time(), ingest);
      int raw = Math.floorMod(mention.postKey().hashCode(), raws);
      ingest.send(raw, postPartition(mention), new Revision(mention.postKey(), List.of(mention)));
      latest[raw] = mention.time();
      if (random.nextInt(cadence) == 0) {
        ingest.sendAll(raw, mark(raw, raws, Math.max(0, latest[raw] - 1)));
      }
      int idle = random.nextInt(raws);
      if (random.nextInt(cadence) == 0 && idle != raw) {
        ingest.sendAll(idle, mark(idle, raws, mention.time() - 1));
      }
    }
    feedStories(waiting, end, ingest);
    for (int raw = 0; raw < raws; raw++) {
      ingest.sendAll(raw, mark(raw, raws, end));
    }
  }

  private void feedStories(Deque<MinuteCount> waiting, long upTo, Stage ingest) {
    while (!waiting.isEmpty() && waiting.peek().minute() <= upTo) {
      MinuteCount story = waiting.remove();
      int raw = Math.floorMod(story.name().hashCode() + (int) story.minute(), raws);
      ingest.send(raw, random.nextInt(posts), new Story(story));
    }
  }

  /** Ingest, enrich and match in one: posts go on by rule and scope, the clock to all. */
  private void passOn(
      int post, Message message, MergedClock clock, List<MinuteCount> counts, Stage detect) {
    if (message instanceof Mark mark) {
      clock
          .advance(mark.watermark())
          .ifPresent(
              time -> {
                detect.sendAll(post, new Told(List.copyOf(counts)));
                counts.clear();
                detect.sendAll(post, mark(post, posts, time));
              });
    } else if (message instanceof Story story) {
      counts.add(story.story());
    } else if (message instanceof Revision revision) {
      for (MentionEvent mention : revision.mentions()) {
        detect.send(post, detectPartition(mention), new Said(mention));
      }
    }
  }

  private static Mark mark(int partition, int of, long time) {
    return new Mark(new Watermark(partition, of, time));
  }

  private int postPartition(MentionEvent mention) {
    return Math.floorMod(mention.postKey().hashCode() * 31, posts);
  }

  private int detectPartition(MentionEvent mention) {
    return Math.floorMod(RuleScope.of(mention).key().hashCode(), detects);
  }

  /** The channels between the partitions of two stages. */
  private final class Stage {
    private final int senders;
    private final int receivers;
    private final List<Deque<Message>> channels = new ArrayList<>();

    Stage(int senders, int receivers) {
      this.senders = senders;
      this.receivers = receivers;
      for (int i = 0; i < senders * receivers; i++) {
        channels.add(new ArrayDeque<>());
      }
    }

    void send(int sender, int receiver, Message message) {
      channels.get(sender * receivers + receiver).add(message);
    }

    void sendAll(int sender, Message message) {
      for (int receiver = 0; receiver < receivers; receiver++) {
        send(sender, receiver, message);
      }
    }

    /** Delivers everything: from a random channel, a random number of messages at a time. */
    void drain(Delivery delivery) {
      List<Integer> waiting = new ArrayList<>();
      for (int i = 0; i < senders * receivers; i++) {
        waiting.add(i);
      }
      while (!waiting.isEmpty()) {
        int at = random.nextInt(waiting.size());
        Deque<Message> channel = channels.get(waiting.get(at));
        int receiver = waiting.get(at) % receivers;
        for (int left = 1 + random.nextInt(20); left > 0 && !channel.isEmpty(); left--) {
          delivery.deliver(receiver, channel.remove());
        }
        if (channel.isEmpty()) {
          Collections.swap(waiting, at, waiting.size() - 1);
          waiting.remove(waiting.size() - 1);
        }
      }
    }
  }

  /** What a receiver does with a message. */
  @FunctionalInterface
  private interface Delivery {
    void deliver(int receiver, Message message);
  }

  /** A detect partition that commits, crashes and goes on from its last commit. */
  private final class DetectTask {
    private final List<Message> log = new ArrayList<>();
    private final List<DetectOutput> outputs = new ArrayList<>();
    private Stores stores = new Stores();
    private Stores committed = new Stores();
    private int read;
    private int committedRead;
    private int committedOutputs;
    private DetectStage stage = stage();

    void receive(Message message) {
      log.add(message);
      catchUp();
      int dice = random.nextInt(40);
      if (dice < 4) {
        commit();
      } else if (dice == 4) {
        crash();
      } else if (dice == 5) {
        commit();
        stage = stage();
      }
    }

    List<DetectOutput> finish() {
      crash();
      catchUp();
      return outputs;
    }

    private DetectStage stage() {
      return new DetectStage(rules, stores.pending, stores.states);
    }

    private void catchUp() {
      for (; read < log.size(); read++) {
        handle(log.get(read), outputs::add);
      }
    }

    private void handle(Message message, Consumer<DetectOutput> out) {
      if (message instanceof Mark mark) {
        MergedClock clock = MergedClock.fromBytes(stores.clock);
        var time = clock.advance(mark.watermark());
        stores.clock = clock.toBytes();
        time.ifPresent(now -> stage.advance(now, out));
      } else if (message instanceof Told told) {
        stage.told(told.stories());
      } else if (message instanceof Said said) {
        stage.hold(said.mention());
      }
    }

    private void commit() {
      committed = stores.copy();
      committedRead = read;
      committedOutputs = outputs.size();
    }

    private void crash() {
      stores = committed.copy();
      read = committedRead;
      outputs.subList(committedOutputs, outputs.size()).clear();
      stage = stage();
    }
  }

  /** What survives in a changelog. */
  private static final class Stores {
    private final InMemoryPendingMentions pending = new InMemoryPendingMentions();
    private final InMemoryKeyStates states = new InMemoryKeyStates();
    private byte[] clock = MergedClock.unset().toBytes();

    Stores copy() {
      Stores copy = new Stores();
      List<MentionEvent> waiting = new ArrayList<>();
      pending.takeUpTo(Long.MAX_VALUE, waiting::add);
      waiting.forEach(pending::add);
      waiting.forEach(copy.pending::add);
      states.forEach((key, bytes) -> copy.states.put(key, bytes.clone()));
      copy.clock = clock.clone();
      return copy;
    }
  }
}
