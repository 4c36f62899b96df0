package io.tocsin.benchmarks.speed;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.match.Place;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.core.match.RuleMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Posts of about 800 characters a second through all rules on one core, with places, contexts and
 * excerpts of all hits.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MatcherBenchmark {

  private static final int POSTS = 2_000;
  private static final int MEGABYTE = 1 << 20;

  /** How many rules there are. */
  @Param({"1000", "10000", "100000"})
  int rules = 1_000;

  private List<PostRevision> posts = List.of();
  private List<Rule> made = List.of();
  private RuleMatcher matcher = new RuleMatcher(List.of());
  private int next;

  /** Makes rules and posts, and says what the compiled rules take. */
  @Setup(Level.Trial)
  public void make() {
    Newsroom newsroom = new Newsroom(1);
    posts = newsroom.posts(POSTS);
    made = newsroom.rules(rules);
    long before = used();
    matcher = new RuleMatcher(made);
    long hits = posts.stream().mapToLong(post -> matcher.match(post).size()).sum();
    System.out.printf(
        "%d rules: %d MB compiled, %.2f hits a post%n",
        rules, (used() - before) / MEGABYTE, (double) hits / POSTS);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** The measured work. */
  @Benchmark
  public Object match() {
    next = (next + 1) % POSTS;
    return matcher.match(posts.get(next));
  }

  /** The same with places alone, as {@link MonitorBenchmark} has them. */
  @Benchmark
  public Object matchPlaces() {
    next = (next + 1) % POSTS;
    List<List<Place>> all = new ArrayList<>();
    matcher.match(posts.get(next), (rule, places) -> all.add(places));
    return all;
  }

  /** Compiles all rules, and matches one post, which is when a language's rules are compiled. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 3)
  @Measurement(iterations = 5)
  public Object compile() {
    return new RuleMatcher(made).match(posts.get(0));
  }
}
