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
 * and written to an in-memory store. Keys are equally busy; event time goes on by itself.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class DetectorBenchmark {

  private static final int BATCH = 10_000;
  private static final int SOURCES = 50;
  private static final double HOUR = 3_600_000;

  /** Keys: scopes of one rule. */
  @Param({"1", "1000"})
  int keys = 1;

  /** Mentions of each key an hour. */
  @Param({"1", "100", "1000"})
  int rate = 1;

  /** Whether each mention has a story signature, all of other stories. */
  @Param({"false", "true"})
  boolean signatures;

  private final Rule rule = ProductionRule.STANDARD.rule();
  private final SplittableRandom random = new SplittableRandom(1);
  private final MentionEvent[] batch = new MentionEvent[BATCH];
  private DetectStage stage = fresh();
  private double now = HOUR;
  private long post;

  private DetectStage fresh() {
    return new DetectStage(id -> rule, new InMemoryPendingMentions(), new InMemoryKeyStates());
  }

  /** Seven hours of history, so that all windows are full. */
  @Setup(Level.Trial)
  public void fill(Blackhole sink) {
    stage = fresh();
    double end = now + 7 * HOUR;
    while (now < end) {
      prepare();
      run(sink);
    }
  }

  /** The next mentions, made outside of the measured time. */
  @Setup(Level.Invocation)
  public void prepare() {
    for (int i = 0; i < BATCH; i++) {
      now += HOUR / ((double) rate * keys);
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
        null);
  }

  private @Nullable Signature signature() {
    if (!signatures) {
      return null;
    }
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    return new Signature("benchmark", bits, 100);
  }

  /** The measured work. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void run(Blackhole sink) {
    for (MentionEvent mention : batch) {
      stage.hold(mention);
    }
    stage.advance((long) now, sink::consume);
  }
}
