package io.tocsin.ingest.feed;

import io.tocsin.ingest.door.DoorPost;
import java.util.concurrent.CompletableFuture;

/** Where posts go: the raw topic, or the terminal. May be used by many threads. */
@FunctionalInterface
interface PostSink {

  /** Sends a post; completes when it is safe, or fails. */
  CompletableFuture<?> send(DoorPost post);
}
