package io.tocsin.ingest.core;

import java.util.function.Function;

/**
 * What came of reading a raw record: a value or the reason why there is none; bad data is never an
 * exception.
 *
 * @param <T> what was read
 */
public sealed interface Reading<T> {

  /** The record was good so far. */
  record Accepted<T>(T value) implements Reading<T> {}

  /**
   * The record cannot be used.
   *
   * @param reason the kind of fault
   * @param detail names the field, the value (cut) and what was expected
   */
  record Rejected<T>(RejectReason reason, String detail) implements Reading<T> {}

  /** An accepted value. */
  static <T> Reading<T> accepted(T value) {
    return new Accepted<>(value);
  }

  /** A refusal. */
  static <T> Reading<T> rejected(RejectReason reason, String detail) {
    return new Rejected<>(reason, detail);
  }

  /** Goes on with the value, or keeps the refusal. */
  default <R> Reading<R> then(Function<? super T, Reading<R>> next) {
    if (this instanceof Accepted<T> accepted) {
      return next.apply(accepted.value());
    }
    Rejected<T> rejected = (Rejected<T>) this;
    return rejected(rejected.reason(), rejected.detail());
  }
}
