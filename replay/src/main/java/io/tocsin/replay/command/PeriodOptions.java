package io.tocsin.replay.command;

import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.HistoryFile;
import io.tocsin.replay.core.TimeRange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** From when to when, and by which time of a post. */
@SuppressWarnings("NullAway.Init")
final class PeriodOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--from", paramLabel = "TIME", description = "First time that is taken.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Last time that is taken, and where the clock ends (default: the last post).")
  private @Nullable String to;

  @Mixin private TimeOptions times = new TimeOptions();

  @Option(
      names = "--as-of",
      defaultValue = "seen",
      paramLabel = "seen|published",
      description = "Which time of a post counts (default: ${DEFAULT-VALUE}).")
  private String asOf;

  /** How a file of posts is read. */
  HistoryFile.Reading reading() {
    return new HistoryFile.Reading(
        asOf(), range(), times.zone(), HistoryFile.MOST_UNSORTED_CHARACTERS);
  }

  /** From when to when. */
  TimeRange range() {
    try {
      return new TimeRange(time("--from", from), time("--to", to));
    } catch (IllegalArgumentException e) {
      throw wrong("--from, --to: " + e.getMessage());
    }
  }

  private @Nullable Instant time(String option, @Nullable String text) {
    return text == null ? null : times.time(option, text);
  }

  /** Which time of a post counts. */
  AsOf asOf() {
    return switch (asOf) {
      case "seen" -> AsOf.SEEN;
      case "published" -> AsOf.PUBLISHED;
      default -> throw wrong("--as-of is " + asOf + ", expected seen or published");
    };
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
