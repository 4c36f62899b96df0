package io.tocsin.benchmarks.speed;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.core.match.QueryCompiler;
import io.tocsin.alerts.core.match.QuerySyntaxException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.TextField;
import org.apache.lucene.monitor.HighlightsMatch;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The same rules and posts as in {@link MatcherBenchmark} through Lucene Monitor, with places. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MonitorBenchmark {

  private static final int POSTS = 2_000;

  /** How many rules there are. */
  @Param({"1000", "10000", "100000"})
  int rules = 1_000;

  private List<PostRevision> posts = List.of();
  private Monitor monitor = fresh();
  private int next;

  private static Monitor fresh() {
    try {
      return new Monitor(QueryCompiler.luceneAnalyzer("en"));
    } catch (IOException e) {
      throw new IllegalStateException("A monitor in memory failed", e);
    }
  }

  /** Makes rules and posts. */
  @Setup(Level.Trial)
  public void make() throws IOException, QuerySyntaxException {
    Newsroom newsroom = new Newsroom(1);
    posts = newsroom.posts(POSTS);
    QueryCompiler compiler = QueryCompiler.forLanguage("en");
    List<MonitorQuery> queries = new ArrayList<>();
    for (Rule rule : newsroom.rules(rules)) {
      queries.add(new MonitorQuery(rule.ruleId(), compiler.compile(rule.match())));
    }
    monitor.close();
    monitor = fresh();
    monitor.register(queries);
  }

  /** Ends the monitor's threads. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    monitor.close();
  }

  /** The measured work. */
  @Benchmark
  public Object match() throws IOException {
    next = (next + 1) % POSTS;
    Document document = new Document();
    document.add(new TextField("title", posts.get(next).title(), Store.NO));
    document.add(new TextField("body", posts.get(next).body(), Store.NO));
    return monitor.match(document, HighlightsMatch.MATCHER);
  }
}
