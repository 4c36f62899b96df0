package io.tocsin.alerts.core.match;

/** A query that is refused; the message says what is wrong with it, in words for its author. */
public final class QuerySyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final int character;

  /** With a message for the author of the query. */
  public QuerySyntaxException(String reason) {
    this(reason, 0);
  }

  /**
   * With a message for the author of the query.
   *
   * @param character where in the query, from 1; 0 where it is the query as a whole
   */
  public QuerySyntaxException(String reason, int character) {
    super(reason);
    this.reason = reason;
    this.character = character;
  }

  /** What is wrong with the query. */
  public String reason() {
    return reason;
  }

  /** The character of the query that is wrong, from 1; 0 where it is the query as a whole. */
  public int character() {
    return character;
  }
}
