package io.tocsin.alerts.core.match;

/** A query that is refused; the message says what is wrong with it, in words for its author. */
public final class QuerySyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /** With a message for the author of the query. */
  public QuerySyntaxException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** What is wrong with the query. */
  public String reason() {
    return reason;
  }
}
