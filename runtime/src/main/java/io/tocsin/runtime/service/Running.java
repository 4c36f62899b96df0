package io.tocsin.runtime.service;

import java.util.concurrent.CompletionStage;

/** Something that was started and runs until it is closed or fails. */
public interface Running extends AutoCloseable {

  /** Completes when it has failed; never when it is closed in order. */
  CompletionStage<ServiceFailure> failure();

  /** Stops it and gives all back; waits a bounded time; does nothing the second time. */
  @Override
  void close();
}
