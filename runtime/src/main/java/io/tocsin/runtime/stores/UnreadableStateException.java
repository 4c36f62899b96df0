package io.tocsin.runtime.stores;

/**
 * What a store holds cannot be read by this release. No record is to blame, so the service stops
 * and gives up nothing.
 */
public final class UnreadableStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableStateException(String message) {
    super(message);
  }
}
