package io.tocsin.replay.backtest;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Things in their order, some at a time: what the stages of a backtest hand to each other.
 *
 * @param <T> what they are
 */
interface Batches<T> {

  /**
   * The next of them, none or many; empty at the end.
   *
   * @throws IOException if the device fails
   */
  Optional<List<T>> next() throws IOException;
}
