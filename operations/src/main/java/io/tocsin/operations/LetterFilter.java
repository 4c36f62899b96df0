package io.tocsin.operations;

import io.tocsin.runtime.config.ConfigKey;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which dead letters are meant, as a picocli mixin: those that all the options agree on. */
final class LetterFilter {
  private static final ConfigKey<Duration> AGE = ConfigKey.duration("tocsin.age");

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Of ingest, enrich or alerts; may be repeated.",
      converter = ServiceName.class)
  private List<String> services = new ArrayList<>();

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description = "With this reason, such as broken-json; may be repeated.")
  private List<String> reasons = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Of posts of this source, or unknown; may be repeated.")
  private List<String> origins = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Refused then or later: 2026-03-01T12:00:00Z, or how long ago, such as 2h.",
      converter = TimeOrAge.class)
  private @Nullable When since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Refused before.",
      converter = TimeOrAge.class)
  private @Nullable When until;

  /** A time, or how long ago it is. */
  record When(@Nullable Instant time, Duration ago) {
    Instant at(Instant now) {
      return time == null ? now.minus(ago) : time;
    }
  }

  /** Services by the names of their dead letters. */
  static final class ServiceName implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!LetterBox.SERVICES.contains(text)) {
        throw new TypeConversionException(
            "\"%s\"; expected %s".formatted(text, String.join(", ", LetterBox.SERVICES)));
      }
      return text;
    }
  }

  /** ISO-8601 in UTC, or a duration as in the configuration. */
  static final class TimeOrAge implements ITypeConverter<When> {
    @Override
    public When convert(String text) {
      try {
        return new When(Instant.parse(text), Duration.ZERO);
      } catch (DateTimeException noTime) {
        return new When(null, age(text));
      }
    }

    private static Duration age(String text) {
      try {
        return AGE.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "\"%s\"; expected a time such as 2026-03-01T12:00:00Z or how long ago, such as 2h"
                .formatted(text));
      }
    }
  }

  /** The same, seen at one moment. */
  Chosen at(Instant now) {
    return new Chosen(
        services.isEmpty() ? LetterBox.SERVICES : services,
        reasons,
        origins,
        since == null ? null : since.at(now),
        until == null ? null : until.at(now));
  }

  /**
   * Which letters are meant.
   *
   * @param services of these services
   * @param reasons with one of these reasons; any if there is none
   * @param origins from one of these sources; any if there is none
   * @param since refused then or later; null for all that are kept
   * @param until refused before; null for all
   */
  record Chosen(
      List<String> services,
      List<String> reasons,
      List<String> origins,
      @Nullable Instant since,
      @Nullable Instant until) {

    /** All letters that are kept. */
    static final Chosen ALL = new Chosen(LetterBox.SERVICES, List.of(), List.of(), null, null);

    boolean takes(Letter letter) {
      return (reasons.isEmpty() || reasons.contains(letter.reason()))
          && (origins.isEmpty() || origins.contains(letter.originOrUnknown()))
          && (since == null || !letter.at().isBefore(since))
          && (until == null || letter.at().isBefore(until));
    }
  }
}
