package io.tocsin.runtime.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The effective values of a configuration, by key, each with its origin. */
public final class Settings {

  /** One value and where it came from. */
  public record Value(String key, String text, String origin) {
    /** Whether it came from nowhere else. */
    public boolean isDefault() {
      return origin.equals(DEFAULT);
    }

    /** {@code key = value [origin]} with secrets masked. */
    public String maskedLine() {
      return key + " = " + Secrets.mask(key, text) + "  [" + origin + "]";
    }
  }

  /** The origin of what is not configured. */
  static final String DEFAULT = "default";

  private final Map<String, Value> values;

  Settings(Map<String, Value> values) {
    this.values = new TreeMap<>(values);
  }

  /**
   * The value of the key, or its default.
   *
   * @throws IllegalStateException if the key has neither
   */
  public <T> T get(ConfigKey<T> key) {
    return find(key).orElseThrow(() -> new IllegalStateException(key.name() + " is not set"));
  }

  /** The value of the key, or its default, or nothing. */
  public <T> Optional<T> find(ConfigKey<T> key) {
    Value value = values.get(key.name());
    return value == null ? key.defaultValue() : Optional.of(key.parse(value.text()));
  }

  /** All keys below the prefix, without it, in the order of their names. */
  public Map<String, String> below(String prefix) {
    return values.values().stream()
        .filter(value -> value.key().startsWith(prefix))
        .collect(
            Collectors.toMap(
                value -> value.key().substring(prefix.length()),
                Value::text,
                (first, second) -> second,
                TreeMap::new));
  }

  /** All effective values in the order of their keys. */
  public List<Value> all() {
    return List.copyOf(values.values());
  }

  /** The effective configuration, one key a line, secrets masked. */
  public String masked() {
    return values.values().stream()
        .map(Value::maskedLine)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Override
  public String toString() {
    return masked();
  }
}
