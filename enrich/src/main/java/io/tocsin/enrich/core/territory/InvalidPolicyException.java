package io.tocsin.enrich.core.territory;

/** A policy for territories that cannot be used; the message names every problem. */
public final class InvalidPolicyException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  InvalidPolicyException(String message) {
    super(message);
  }
}
