package io.tocsin.benchmarks.speed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tocsin.ingest.core.CleanPost;
import io.tocsin.ingest.core.JsonPosts;
import io.tocsin.ingest.core.PostChecks;
import io.tocsin.ingest.core.PostCleaner;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.TimeRules;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Posts of some 800 characters a second through parse, clean and validate on one core. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(value = 1, jvmArgs = "-Xmx512m")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class CleaningBenchmark {
  private static final int POSTS = 1_000;
  private static final Instant SEEN_AT = Instant.parse("2022-02-11T09:00:00Z");

  /** What the bodies are: HTML as a feed has it, the same as plain text, or scraped and damaged. */
  @Param({"html", "plain", "damaged"})
  String form = "html";

  private final PostCleaner cleaner = new PostCleaner(TimeRules.DEFAULT);
  private List<byte[]> posts = List.of();
  private int next;

  /** Makes the posts. */
  @Setup
  public void make() {
    PostBodies bodies = new PostBodies(1);
    posts = IntStream.range(0, POSTS).mapToObj(i -> post(i, bodies.body(form))).toList();
    long taken = posts.stream().filter(post -> read(post) instanceof Reading.Accepted).count();
    if (taken != POSTS) {
      throw new IllegalStateException(taken + " of " + POSTS + " posts were taken");
    }
  }

  private static byte[] post(int number, String body) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("source", "gazette")
        .put("id", "live-" + number)
        .put("title", "Bridge &amp; dam: what we know so far, part " + number)
        .put("url", "https://www.gazette.example/live/" + number + "?utm_source=feed#post")
        .put("publishedAt", "Fri, 11 Feb 2022 09:59:00 +0100")
        .put("language", "en")
        .put("body", body)
        .toString()
        .getBytes(UTF_8);
  }

  private Reading<CleanPost> read(byte[] post) {
    return JsonPosts.read(post)
        .then(PostChecks::check)
        .then(checked -> cleaner.clean(checked, SEEN_AT, false));
  }

  /** The measured work. */
  @Benchmark
  public Object readAndClean() {
    next = (next + 1) % POSTS;
    return read(posts.get(next));
  }
}
