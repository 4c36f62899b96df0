package io.tocsin.replay.core;

/** What a line of a history file turned out to be; lines are counted from 1. */
public sealed interface PostLine {

  /** Number of the line, from 1. */
  long number();

  /** A line that holds a post. */
  record Read(long number, RecordedPost post) implements PostLine {}

  /** A line that does not, and why. */
  record Malformed(long number, String field, String value, String expected) implements PostLine {

    /** The problem in one line: line, field, value, expected. */
    public String message() {
      return "line " + number + ": " + field + " is " + value + ", expected " + expected;
    }
  }
}
