package io.tocsin.benchmarks.speed;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Signature;
import io.tocsin.alerts.core.detect.DetectStage;
import io.tocsin.alerts.core.detect.InMemoryKeyStates;
import io.tocsin.alerts.core.detect.InMemoryPendingMentions;
import io.tocsin.benchmarks.watch.ProductionRule;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Mentions a second through the detect stage on one core: held, ordered, counted, decided, ticked
 * and written to an in-memory store. Event time goes on by itself. Keys are equally busy and known
 * for {@link #DAYS} days, so that no alert is open: noise, as it mostly is.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DetectorBenchmark {

  private static final int BATCH = 10_000;
  private static final int SOURCES = 50;
  private static final double HOUR = 3_600_000;
  private static final int DAYS = 8;

  /** Scopes of one rule, and mentions of each an hour. */
  @Param({"1x100", "1x1000", "1000x1", "1000x10"})
  String load = "1x100";

  /** Whether each mention has a story signature, all of other stories. */
  @Param({"false", "true"})
  boolean signatures;

  private final Rule rule = ProductionRule.STANDARD.rule();
  private final SplittableRandom random = new SplittableRandom(1);
  private final MentionEvent[] batch = new MentionEvent[BATCH];
  private final InMemoryPendingMentions onlyHeld = new InMemoryPendingMentions();
  private DetectStage stage = fresh();
  private int keys = 1;
  private double gap = HOUR;
  private double now = HOUR;
  private long post;

  private DetectStage fresh() {
    return new DetectStage(id -> rule, new InMemoryPendingMentions(), new InMemoryKeyStates());
  }

  /** A history, so that all windows are full and what is usual is known. */
  @Setup(Level.Trial)
  public void fill(Blackhole sink) {
    String[] parts = load.split("x", 2);
    keys = Integer.parseInt(parts[0]);
    gap = HOUR / ((double) Integer.parseInt(parts[1]) * keys);
    stage = fresh();
    double end = now + DAYS * 24 * HOUR;
    while (now < end) {
      prepare();
      detect(sink);
    }
  }

  /** The next mentions, made outside of the measured time. */
  @Setup(Level.Invocation)
  public void prepare() {
    for (int i = 0; i < BATCH; i++) {
      now += gap;
      batch[i] = mention((long) now);
    }
  }

  private MentionEvent mention(long at) {
    String source = "source-" + random.nextInt(SOURCES);
    return new MentionEvent(
        rule.ruleId(),
        rule.version(),
        rule.hash(),
        keys == 1 ? "" : "key-" + random.nextInt(keys),
        null,
        null,
        1,
        at,
        at,
        source + ":" + post++,
        1,
        source,
        signature(),
        "title",
        null,
        "a sentence with the word in it",
        List.of(),
        false,
        List.of(),
        null);
  }

  private @Nullable Signature signature() {
    if (!signatures) {
      return null;
    }
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    return new Signature("minhash-4bit-64-w3-v2", bits, 100);
  }

  /** The measured work. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void detect(Blackhole sink) {
    for (MentionEvent mention : batch) {
      stage.hold(mention);
    }
    stage.advance((long) now, sink::consume);
  }

  /** What it is compared with: mentions that are held, ordered and handed on, and no more. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void holdOnly(Blackhole sink) {
    for (MentionEvent mention : batch) {
      onlyHeld.add(mention);
    }
    onlyHeld.takeUpTo(
        (long) now,
        mention -> {
          sink.consume(mention);
          return true;
        });
  }
}
