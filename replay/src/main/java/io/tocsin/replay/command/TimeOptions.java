package io.tocsin.replay.command;

import io.tocsin.replay.core.EventTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the times of a command line are read: with a zone of their own, or in {@code --zone}. */
@SuppressWarnings("NullAway.Init")
final class TimeOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Zone of times that state none, such as Europe/Kyiv.")
  private @Nullable String zone;

  /**
   * The time that an option states.
   *
   * @throws ParameterException when it is none, or states no zone and none was given
   */
  Instant time(String option, String text) {
    try {
      return EventTime.parse(text, zone());
    } catch (DateTimeException e) {
      throw wrong(
          option + " is " + text + ", expected " + EventTime.EXPECTED + ", or state a --zone");
    }
  }

  /** The zone given; null for none. */
  @Nullable ZoneId zone() {
    try {
      return zone == null ? null : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw wrong("--zone is " + zone + ", expected a zone such as Europe/Kyiv or +02:00");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
