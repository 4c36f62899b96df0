package io.tocsin.replay.backtest;

import io.tocsin.alerts.core.detect.DetectOutput;
import io.tocsin.alerts.core.match.Hit;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.core.match.RuleMatcher;
import io.tocsin.ingest.core.CleanPost;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.Revision;
import io.tocsin.ingest.core.RevisionTracker;
import io.tocsin.replay.core.HistoryException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes files of posts through the services' own cores in one process: each post is read, enriched
 * and matched by as many threads as there are, all else happens in order. The alert events are
 * those of a replay of the same posts and rules, byte for byte.
 */
public final class Backtest {

  private static final int BATCHES_AHEAD_OF_A_THREAD = 3;
  private static final int HEAP_BYTES_A_POST = 1_000;

  /** Posts and hits after which the clock moves on: seldom is faster, often takes less memory. */
  private static final int CLOCK_AFTER = 2_000;

  private final BacktestRequest request;
  private final BacktestListener listener;
  private final AtomicLong annotatorFailures = new AtomicLong();
  private final PostStages stages;
  private final List<String> names;

  private Backtest(BacktestRequest request, BacktestListener listener) {
    this.request = request;
    this.listener = listener;
    this.stages =
        new PostStages(
            request.entities(),
            request.settings(),
            (annotator, failure) -> annotatorFailures.incrementAndGet());
    this.names = request.posts().stream().map(Path::toString).toList();
  }

  /**
   * Runs to the end of the range.
   *
   * @throws HistoryException if a file cannot be used: it is missing, has lines that are no posts,
   *     or no post in the range
   * @throws BacktestException if it fails on the way
   * @throws IOException if a device fails
   */
  public static BacktestResult run(BacktestRequest request, BacktestListener listener)
      throws IOException {
    for (Path file : request.posts()) {
      if (!Files.isRegularFile(file)) {
        String problem = Files.exists(file) ? "is not a file" : "does not exist";
        throw new HistoryException(file.toString(), List.of(problem));
      }
    }
    ExecutorService workers = Executors.newFixedThreadPool(request.threads(), Backtest::worker);
    try {
      return new Backtest(request, listener).run(workers);
    } finally {
      workers.shutdownNow();
    }
  }

  private static Thread worker(Runnable work) {
    Thread thread = new Thread(work, "backtest");
    thread.setDaemon(true);
    return thread;
  }

  private BacktestResult run(ExecutorService workers) throws IOException {
    try {
      return asTheyCome(workers);
    } catch (UnsortedException unsorted) {
      listener.restarted();
      return sorted(workers);
    }
  }

  private BacktestResult asTheyCome(ExecutorService workers) throws IOException {
    List<Batches<PreparedPost>> files = new ArrayList<>();
    List<Closeable> open = new ArrayList<>();
    try {
      for (int file = 0; file < names.size(); file++) {
        FileLines lines = new FileLines(file, request.posts().get(file));
        open.add(lines);
        files.add(prepared(lines, workers));
      }
      return new Pass(workers, false).run(files);
    } finally {
      for (Closeable file : open) {
        file.close();
      }
    }
  }

  private BacktestResult sorted(ExecutorService workers) throws IOException {
    try (SortedLines lines =
        SortedLines.of(request.posts(), request.reading(), SortedLines.RUN_BYTES)) {
      return new Pass(workers, true).run(List.of(prepared(lines, workers)));
    }
  }

  private Batches<PreparedPost> prepared(Batches<SourcedLine> lines, ExecutorService workers) {
    PostPreparation preparation = new PostPreparation(stages, request.reading());
    return new ParallelStage<>(lines, preparation::prepare, workers, ahead());
  }

  private int ahead() {
    return request.threads() * BATCHES_AHEAD_OF_A_THREAD;
  }

  /** One way through all posts. */
  private final class Pass {
    private final ExecutorService workers;
    private final boolean sorted;
    private final List<RuleRun> runs =
        request.ruleSets().stream()
            .map(rules -> new RuleRun(rules, request.settings().alerts()))
            .toList();
    private final Queue<List<RuleMatcher>> idleMatchers = new ConcurrentLinkedQueue<>();
    private final RevisionMemories memories =
        new RevisionMemories(
            new RevisionTracker(
                request.settings().ingest().timeRules(),
                request.settings().ingest().revisionMemory()),
            (int) Math.min(100_000_000, Runtime.getRuntime().maxMemory() / HEAP_BYTES_A_POST));
    private long posts;
    private long rejected;
    private long revisions;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private int sinceClock;

    Pass(ExecutorService workers, boolean sorted) {
      this.workers = workers;
      this.sorted = sorted;
    }

    BacktestResult run(List<Batches<PreparedPost>> files) throws IOException {
      Batches<PreparedPost.Timed> inOrder = new MergedByTime(names, files);
      Batches<MatchedPost> matched =
          new ParallelStage<>(() -> effective(inOrder.next()), this::match, workers, ahead());
      Optional<List<MatchedPost>> batch = matched.next();
      while (batch.isPresent()) {
        detect(batch.get());
        batch = matched.next();
      }
      return finish();
    }

    private Optional<List<Revision>> effective(Optional<List<PreparedPost.Timed>> batch)
        throws IOException {
      if (batch.isEmpty()) {
        return Optional.empty();
      }
      List<Revision> effective = new ArrayList<>();
      for (PreparedPost.Timed post : batch.get()) {
        first = Math.min(first, post.time());
        last = Math.max(last, post.time());
        posts++;
        judge(post, effective);
      }
      revisions += effective.size();
      return Optional.of(effective);
    }

    private void judge(PreparedPost.Timed post, List<Revision> effective) throws IOException {
      CleanPost clean = post.post();
      if (clean != null) {
        memories.judge(clean).ifPresent(effective::add);
      } else if (post.reading() instanceof Reading.Rejected<CleanPost> refused) {
        rejected++;
        listener.rejected(names.get(post.file()) + " line " + post.number(), refused.detail());
      }
    }

    /** A matcher serves one thread at a time and compiles its rules once. */
    private List<MatchedPost> match(List<Revision> batch) {
      List<RuleMatcher> idle = idleMatchers.poll();
      List<RuleMatcher> matchers =
          idle == null ? request.ruleSets().stream().map(RuleMatcher::new).toList() : idle;
      List<MatchedPost> matched =
          batch.stream().map(revision -> match(revision, matchers)).toList();
      idleMatchers.add(matchers);
      return matched;
    }

    private MatchedPost match(Revision revision, List<RuleMatcher> matchers) {
      PostRevision post = stages.enrich(revision);
      List<List<Hit>> hits = new ArrayList<>();
      for (RuleMatcher matcher : matchers) {
        hits.add(post.killed() ? List.of() : matcher.match(post));
      }
      return new MatchedPost(post, hits);
    }

    private void detect(List<MatchedPost> batch) throws IOException {
      for (MatchedPost post : batch) {
        for (int set = 0; set < runs.size(); set++) {
          runs.get(set).take(post.post(), post.hits().get(set));
          sinceClock += 1 + post.hits().get(set).size();
        }
        if (sinceClock >= CLOCK_AFTER) {
          advance(post.post().seenAt() - 1);
          sinceClock = 0;
        }
      }
    }

    private void advance(long time) throws IOException {
      for (int set = 0; set < runs.size(); set++) {
        List<DetectOutput> outputs = new ArrayList<>();
        runs.get(set).advance(time, outputs::add);
        for (DetectOutput output : outputs) {
          listener.output(set, output);
        }
      }
      listener.reached(time);
    }

    private BacktestResult finish() throws IOException {
      if (posts == 0) {
        throw new HistoryException(
            String.join(", ", names),
            List.of("has no post in the range " + request.reading().range()));
      }
      Instant to = request.reading().range().to();
      Instant end = to == null ? Instant.ofEpochMilli(last) : to;
      advance(end.toEpochMilli());
      return new BacktestResult(
          posts,
          rejected,
          revisions,
          runs.stream().map(RuleRun::mentions).toList(),
          Instant.ofEpochMilli(first),
          end,
          sorted,
          annotatorFailures.get());
    }
  }
}
