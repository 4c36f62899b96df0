package io.tocsin.ingest.receive;

import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.Reading.Accepted;
import io.tocsin.ingest.core.Reading.Rejected;
import io.tocsin.ingest.door.DoorPost;
import io.tocsin.ingest.door.RawTopic;
import io.tocsin.ingest.door.Receipt;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the posts of requests, a few requests at a time, since parsing takes many times the memory
 * of what is parsed, and sends the good ones in their order.
 */
final class Intake {
  private static final int MOST_AT_ONCE = 8;

  private final RawTopic raw;
  private final ReceiveMetrics metrics;
  private final Consumer<Throwable> onFailure;
  private final Semaphore checking =
      new Semaphore(Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors()));

  /**
   * @param onFailure is told why a post was not taken by the broker
   */
  Intake(RawTopic raw, ReceiveMetrics metrics, Consumer<Throwable> onFailure) {
    this.raw = raw;
    this.metrics = metrics;
    this.onFailure = onFailure;
  }

  /**
   * Takes the posts of one request.
   *
   * @param posts reads each anew, in their order
   * @return what became of each, in the same order, when that is known of all
   */
  CompletableFuture<List<Outcome>> take(Supplier<Stream<Reading<DoorPost>>> posts) {
    List<CompletableFuture<Outcome>> outcomes = judge(posts);
    return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
        .thenApply(all -> outcomes.stream().map(CompletableFuture::join).toList());
  }

  private List<CompletableFuture<Outcome>> judge(Supplier<Stream<Reading<DoorPost>>> posts) {
    checking.acquireUninterruptibly();
    try {
      return posts.get().map(this::take).toList();
    } finally {
      checking.release();
    }
  }

  private CompletableFuture<Outcome> take(Reading<DoorPost> reading) {
    CompletableFuture<Outcome> outcome =
        reading instanceof Accepted<DoorPost> accepted
            ? send(accepted.value())
            : CompletableFuture.completedFuture(refused((Rejected<DoorPost>) reading));
    return outcome.whenComplete(
        (known, never) -> {
          if (known != null) {
            metrics.post(known);
          }
        });
  }

  private CompletableFuture<Outcome> send(DoorPost post) {
    String key = post.postKey();
    return raw.send(post).handle((receipt, failed) -> outcome(key, receipt, failed));
  }

  private Outcome outcome(String key, @Nullable Receipt receipt, @Nullable Throwable failed) {
    if (receipt != null) {
      return new Outcome.Taken(key, receipt);
    }
    Throwable cause =
        failed instanceof CompletionException && failed.getCause() != null
            ? failed.getCause()
            : failed;
    if (cause == null) {
      throw new IllegalStateException("neither a receipt nor a failure");
    }
    onFailure.accept(cause);
    return new Outcome.Failed(key, cause.getClass().getSimpleName());
  }

  private static Outcome refused(Rejected<DoorPost> rejected) {
    return new Outcome.Refused(rejected.reason().code(), rejected.detail());
  }
}
