package io.tocsin.operations;

import io.tocsin.avro.Silence;
import io.tocsin.runtime.config.ConfigKey;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a new silence is to be like, as a picocli mixin. */
@SuppressWarnings("NullAway.Init") // picocli sets what is required
final class SilenceOptions {
  private static final ConfigKey<Duration> LENGTH = ConfigKey.duration("tocsin.length");

  @Option(names = "--rule", paramLabel = "ID", description = "Alerts of this rule.")
  private @Nullable String rule;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "Alerts of this scope, as alerts name it (UA); \"\" for overall.")
  private @Nullable String scope;

  @Option(names = "--alert", paramLabel = "ID", description = "This alert.")
  private @Nullable String alert;

  @Option(
      names = "--severity",
      paramLabel = "NAME",
      description = "Alerts while they have this severity.")
  private @Nullable String severity;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      required = true,
      converter = Length.class,
      description = "How long: 90m, 2h, 3d; at most 30d.")
  private Duration length;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Time.class,
      description = "When it begins, in ISO-8601 with a zone; without it now.")
  private @Nullable Instant from;

  @Option(names = "--author", paramLabel = "NAME", description = "Who makes it.")
  private String author = "";

  @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
  private String comment = "";

  /** A duration as in the configuration. */
  static final class Length implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return LENGTH.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "\"%s\"; expected a duration such as 90m, 2h or 3d".formatted(text));
      }
    }
  }

  /** ISO-8601 with a zone. */
  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "\"%s\"; expected a time with a zone such as 2026-03-01T12:00:00Z".formatted(text));
      }
    }
  }

  /** The silence, not checked yet. */
  Silence silence(String id, Instant now) {
    Instant created = now.truncatedTo(ChronoUnit.MILLIS);
    Instant starts = from == null ? created : from.truncatedTo(ChronoUnit.MILLIS);
    return Silence.newBuilder()
        .setSilenceId(id)
        .setRuleId(rule)
        .setScope(scope)
        .setAlertId(alert)
        .setSeverity(severity)
        .setStartsAt(starts)
        .setEndsAt(starts.plus(length))
        .setCreatedAt(created)
        .setAuthor(author)
        .setComment(comment)
        .build();
  }
}
