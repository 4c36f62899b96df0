package io.tocsin.ingest.feed;

import io.tocsin.ingest.feed.core.FeedList;
import io.tocsin.ingest.feed.core.FeedSpec;
import io.tocsin.ingest.feed.core.PollSchedule;
import io.tocsin.ingest.feed.fetch.FeedFetcher;
import io.tocsin.ingest.feed.fetch.FetchLimits;
import io.tocsin.ingest.feed.fetch.NameResolver;
import io.tocsin.runtime.kafka.ClusterRefusedException;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.ServiceFailure;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;

/** All that polls the feeds of a list, put together for the real world. */
final class FeedPolls implements AutoCloseable {
  private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor();
  private final FeedPolling polling;

  /** Where things come from and go to. */
  record Ends(FeedStates states, PostSink sink, BiConsumer<FeedSpec, PollReport> listener) {}

  private FeedPolls(FeedList list, Ends ends, PollSchedule schedule, int parallel) {
    InstantSource clock = InstantSource.system();
    FeedFetcher fetcher =
        new FeedFetcher(list.agent(), FetchLimits.DEFAULT, NameResolver.SYSTEM, deadlines, clock);
    FeedPoller poller = new FeedPoller(fetcher, ends.states(), ends.sink(), clock);
    polling = FeedPolling.start(schedule, poller, ends.listener(), clock, parallel);
  }

  /** Starts to poll each feed once. */
  static FeedPolls once(FeedList list, Ends ends, int parallel) {
    PollSchedule schedule =
        PollSchedule.once(list.feeds(), list.hostPause(), InstantSource.system().instant());
    return new FeedPolls(list, ends, schedule, parallel);
  }

  /** Starts to poll until it is closed. */
  static FeedPolls forever(FeedList list, Ends ends, int parallel) {
    PollSchedule schedule =
        new PollSchedule(
            list.feeds(),
            list.hostPause(),
            new SplittableRandom(),
            InstantSource.system().instant());
    return new FeedPolls(list, ends, schedule, parallel);
  }

  /** See {@link FeedPolling#end()}. */
  CompletableFuture<Void> end() {
    return polling.end();
  }

  /** Whose turn it is when polling ended with an exception. */
  static ServiceFailure failure(Throwable failed) {
    Throwable cause =
        failed instanceof CompletionException && failed.getCause() != null
            ? failed.getCause()
            : failed;
    boolean world =
        cause instanceof ClusterRefusedException || cause instanceof UncheckedIOException;
    return new ServiceFailure(
        world ? ExitCode.WORLD_BROKEN : ExitCode.BUG, String.valueOf(cause.getMessage()), cause);
  }

  @Override
  public void close() {
    polling.close();
    deadlines.shutdownNow();
  }
}
