package io.tocsin.replay.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads times as people and files write them; a time without a zone needs a stated one. */
public final class EventTime {

  /** What {@link #parse} takes, for error messages. */
  public static final String EXPECTED =
      "an ISO-8601 time with zone or offset, such as 2022-02-11T06:00:00Z";

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendLiteral('[')
          .parseCaseSensitive()
          .appendZoneRegionId()
          .appendLiteral(']')
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private EventTime() {}

  /**
   * Reads an ISO-8601 time, precise to the millisecond (finer parts are cut off).
   *
   * @param text the time, with {@code Z}, an offset or {@code [Zone/Region]}
   * @param zone the zone of a time that states none; null refuses such times
   * @throws DateTimeException if it is no time, or has no zone and none is given
   */
  public static Instant parse(String text, @Nullable ZoneId zone) {
    TemporalAccessor time = ISO.parseBest(text.strip(), Instant::from, LocalDateTime::from);
    if (time instanceof LocalDateTime local) {
      if (zone == null) {
        throw new DateTimeException("'" + text + "' has no zone");
      }
      return toMillis(local.atZone(zone).toInstant());
    }
    return toMillis(Instant.from(time));
  }

  private static Instant toMillis(Instant time) {
    return Instant.ofEpochMilli(time.toEpochMilli());
  }
}
