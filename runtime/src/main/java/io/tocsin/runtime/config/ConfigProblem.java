package io.tocsin.runtime.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a configuration.
 *
 * @param key the key as it was written
 * @param value the offending value, masked where it is a secret; null where there is none
 * @param message what is wrong and what was expected
 * @param origin where the value came from: a file, the environment, the command line; empty where
 *     there is none
 */
public record ConfigProblem(String key, @Nullable String value, String message, String origin) {

  static ConfigProblem wrong(String key, String value, String expected, String origin) {
    return new ConfigProblem(key, Secrets.mask(key, value), "expected " + expected, origin);
  }

  static ConfigProblem unknown(String key, String value, Optional<String> nearest, String origin) {
    String hint = nearest.map(name -> ", did you mean " + name + "?").orElse("");
    String shown = Secrets.mask(nearest.filter(Secrets::isSecret).orElse(key), value);
    return new ConfigProblem(key, shown, "unknown" + hint, origin);
  }

  static ConfigProblem missing(String key, String expected) {
    return new ConfigProblem(key, null, "required, expected " + expected, "");
  }

  /** One line: key, message, value, origin. */
  public String line() {
    String got = value == null ? "" : " but got \"" + value + "\"";
    if (message.startsWith("unknown")) {
      got = value == null ? "" : " (value \"" + value + "\")";
    }
    return key + ": " + message + got + (origin.isEmpty() ? "" : " [" + origin + "]");
  }
}
