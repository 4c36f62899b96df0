package io.tocsin.benchmarks.speed;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.AnnotatorChain;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.StandardAnnotators;
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
 * Posts of {@value #POST_TOKENS} tokens, and headlines of {@value #HEADLINE_TOKENS}, that one core
 * annotates in a second: by all annotators, or by one of them on top of what those before it found.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(value = 1, jvmArgs = "-Xmx512m")
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
public class EnrichBenchmark {

  private static final int POST_TOKENS = 230;
  private static final int HEADLINE_TOKENS = 15;
  private static final int POSTS = 2_000;
  private static final String ALL = "all";

  /** Which annotator; {@code all} for the whole chain. */
  @Param({ALL, "language", "tagger", "entities", "countries", "tags", "signature"})
  String annotator = ALL;

  private List<Read> posts = List.of();
  private List<Read> headlines = List.of();
  private List<Annotator> measured = List.of();
  private int next;

  /** A post, and what was found in it before the measured annotators. */
  private record Read(PostText post, Annotations before) {}

  /** Makes posts and runs what comes before the measured annotators. */
  @Setup(Level.Trial)
  public void make() {
    List<Annotator> all = StandardAnnotators.shared();
    List<Annotator> before = new ArrayList<>();
    measured = all;
    if (!annotator.equals(ALL)) {
      int place = all.stream().map(Annotator::name).toList().indexOf(annotator);
      before.addAll(all.subList(0, place));
      measured = List.of(all.get(place));
    }
    AnnotatorChain chain =
        new AnnotatorChain(
            before,
            (failed, why) -> {
              throw new IllegalStateException(failed.name(), why);
            });
    Reports reports = new Reports(1);
    posts = read(reports.posts(POSTS, POST_TOKENS), chain);
    headlines = read(reports.headlines(POSTS, HEADLINE_TOKENS), chain);
  }

  private static List<Read> read(List<PostText> posts, AnnotatorChain chain) {
    return posts.stream().map(post -> new Read(post, chain.annotate(post))).toList();
  }

  /** A post in which the language is declared, as most sources do. */
  @Benchmark
  public Annotations post() {
    return annotate(posts);
  }

  /** A headline without a text. */
  @Benchmark
  public Annotations headline() {
    return annotate(headlines);
  }

  private Annotations annotate(List<Read> texts) {
    next = (next + 1) % POSTS;
    Read read = texts.get(next);
    Annotations found = read.before();
    for (Annotator one : measured) {
      found = one.annotate(read.post(), found);
    }
    return found;
  }
}
