package io.tocsin.deliver.core;

import java.util.Optional;

/**
 * Where a secret is; the list of receivers never holds one itself.
 *
 * @param kind a file or a variable of the environment
 * @param where the path or the name
 */
public record SecretSource(Kind kind, String where) {

  /** What holds it. */
  public enum Kind {
    /** A file, whose last line break does not count. */
    FILE,
    /** A variable of the environment. */
    ENV
  }

  /** From {@code file:PATH} or {@code env:NAME}; empty for anything else. */
  public static Optional<SecretSource> parse(String text) {
    if (text.matches("file:.{1,1000}")) {
      return Optional.of(new SecretSource(Kind.FILE, text.substring("file:".length())));
    }
    return text.matches("env:[A-Za-z_][A-Za-z0-9_]{0,200}")
        ? Optional.of(new SecretSource(Kind.ENV, text.substring("env:".length())))
        : Optional.empty();
  }

  /** As the list has it. */
  @Override
  public String toString() {
    return (kind == Kind.FILE ? "file:" : "env:") + where;
  }
}
