package io.tocsin.runtime.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A typed configuration key: its name, type, default, constraints and description, from which both
 * the reading and the documentation are made. Immutable; the {@code with…}-like methods return
 * copies.
 */
public final class ConfigKey<T> {
  private final String name;
  private final ValueType<T> type;
  private final @Nullable T defaultValue;
  private final boolean required;
  private final String description;
  private final String constraint;
  private final Predicate<T> allowed;

  private ConfigKey(
      String name,
      ValueType<T> type,
      @Nullable T defaultValue,
      boolean required,
      String description,
      String constraint,
      Predicate<T> allowed) {
    this.name = name;
    this.type = type;
    this.defaultValue = defaultValue;
    this.required = required;
    this.description = description;
    this.constraint = constraint;
    this.allowed = allowed;
  }

  private static <T> ConfigKey<T> of(String name, ValueType<T> type) {
    if (!name.startsWith("tocsin.")) {
      throw new IllegalArgumentException(name + ": a key begins with tocsin.");
    }
    return new ConfigKey<>(name, type, null, false, "", type.expected(), value -> true);
  }

  /** A key whose value is taken as it is. */
  public static ConfigKey<String> text(String name) {
    return of(name, ValueType.text());
  }

  public static ConfigKey<Integer> integer(String name) {
    return of(name, ValueType.integer());
  }

  public static ConfigKey<Long> longInteger(String name) {
    return of(name, ValueType.longInteger());
  }

  /** A key with a decimal number. */
  public static ConfigKey<Double> decimal(String name) {
    return of(name, ValueType.decimal());
  }

  /** A key that is {@code true} or {@code false}. */
  public static ConfigKey<Boolean> flag(String name) {
    return of(name, ValueType.flag());
  }

  /**
   * A key with a length of time: {@code 200ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 7d}.
   */
  public static ConfigKey<Duration> duration(String name) {
    return of(name, ValueType.duration());
  }

  /** A key with a number of bytes: {@code 1000}, {@code 900KiB}, {@code 8MiB}. */
  public static ConfigKey<Long> size(String name) {
    return of(name, ValueType.size());
  }

  public static ConfigKey<Path> path(String name) {
    return of(name, ValueType.path());
  }

  public static ConfigKey<URI> url(String name) {
    return of(name, ValueType.url());
  }

  /** A key whose value is the name of a constant, in lower case with hyphens. */
  public static <E extends Enum<E>> ConfigKey<E> oneOf(String name, Class<E> constants) {
    return of(name, ValueType.oneOf(constants));
  }

  /** A key with texts separated by commas; empty parts are left out. */
  public static ConfigKey<List<String>> list(String name) {
    return of(name, ValueType.list());
  }

  /** A copy that has {@code value} where no source sets the key. */
  public ConfigKey<T> defaultsTo(T value) {
    return new ConfigKey<>(name, type, value, false, description, constraint, allowed);
  }

  /** A copy that some source must set. */
  public ConfigKey<T> required() {
    return new ConfigKey<>(name, type, null, true, description, constraint, allowed);
  }

  /** A copy with the sentence that the documentation shows. */
  public ConfigKey<T> describedAs(String sentence) {
    return new ConfigKey<>(name, type, defaultValue, required, sentence, constraint, allowed);
  }

  /**
   * A copy that takes only the values that pass.
   *
   * @param expected completes the sentence "expected …"
   */
  public ConfigKey<T> allowing(String expected, Predicate<T> test) {
    return new ConfigKey<>(
        name, type, defaultValue, required, description, expected, allowed.and(test));
  }

  public String name() {
    return name;
  }

  /** What the documentation calls the type. */
  public String typeName() {
    return type.name();
  }

  public String description() {
    return description;
  }

  /** What is expected of a value, in words; used in error messages and the documentation. */
  public String expected() {
    return constraint;
  }

  public boolean isRequired() {
    return required;
  }

  public Optional<T> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /** The default as a source would write it. */
  public Optional<String> defaultText() {
    return defaultValue().map(type.printer());
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if the text has another shape or the value is not allowed
   */
  public T parse(String text) {
    T value = type.parser().apply(text.strip());
    if (!allowed.test(value)) {
      throw new IllegalArgumentException(name + ": expected " + constraint);
    }
    return value;
  }

  @Override
  public String toString() {
    return name;
  }
}
