package io.tocsin.ingest.file;

import io.tocsin.ingest.door.DoorPost;
import io.tocsin.ingest.door.RawTopic;
import io.tocsin.ingest.door.Receipt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends posts to the raw topic; the first that it does not take ends it. */
final class TopicSink implements SendFiles.PostSink {
  private final RawTopic topic;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicLong taken = new AtomicLong();

  TopicSink(RawTopic topic) {
    this.topic = topic;
  }

  /** Blocks while too much waits for the broker. */
  @Override
  public void send(DoorPost post) {
    throwFailure();
    CompletableFuture<Receipt> unused = topic.send(post).whenComplete(this::note);
  }

  private void note(@Nullable Receipt receipt, @Nullable Throwable failed) {
    if (failed == null) {
      taken.incrementAndGet();
    } else {
      failure.compareAndSet(null, failed);
    }
  }

  @Override
  public void flush() {
    topic.flush();
    throwFailure();
  }

  /** How many posts the broker has taken. */
  long taken() {
    return taken.get();
  }

  private void throwFailure() {
    Throwable failed = failure.get();
    if (failed instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failed != null) {
      throw new IllegalStateException(failed);
    }
  }
}
