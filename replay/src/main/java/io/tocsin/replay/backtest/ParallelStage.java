package io.tocsin.replay.backtest;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Works on several batches at once and hands them on in the order in which they came. Only so many
 * are in memory as it looks ahead.
 *
 * @param <I> what comes in
 * @param <O> what goes out
 */
final class ParallelStage<I, O> implements Batches<O> {

  private final Batches<I> input;
  private final Function<List<I>, List<O>> work;
  private final ExecutorService workers;
  private final int ahead;
  private final Deque<Future<List<O>>> running = new ArrayDeque<>();
  private boolean ended;

  ParallelStage(
      Batches<I> input, Function<List<I>, List<O>> work, ExecutorService workers, int ahead) {
    this.input = input;
    this.work = work;
    this.workers = workers;
    this.ahead = ahead;
  }

  @Override
  public Optional<List<O>> next() throws IOException {
    while (!ended && running.size() < ahead) {
      Optional<List<I>> batch = input.next();
      batch.ifPresent(items -> running.add(workers.submit(() -> work.apply(items))));
      ended = batch.isEmpty();
    }
    return running.isEmpty() ? Optional.empty() : Optional.of(result(running.remove()));
  }

  private List<O> result(Future<List<O>> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new BacktestException("failed on the way: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BacktestException("interrupted", e);
    }
  }
}
