package io.tocsin.schemas.silences;

/** So many silences stand that no other can be added. */
public final class TooManySilencesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManySilencesException(int standing) {
    super(standing + " silences stand already; expected fewer: let some of them end");
  }
}
