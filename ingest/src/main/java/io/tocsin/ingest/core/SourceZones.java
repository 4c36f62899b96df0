package io.tocsin.ingest.core;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The zones that times are written with: offsets, the names of RFC 822, names that only one zone
 * bears, and regions. Names that several zones bear (IST, BST, AST, single letters) are unknown, as
 * is a region at an hour that its clocks pass twice or not at all.
 */
final class SourceZones {
  private static final Map<String, Integer> HALF_HOURS =
      Map.ofEntries(
          Map.entry("Z", 0),
          Map.entry("UT", 0),
          Map.entry("UTC", 0),
          Map.entry("GMT", 0),
          Map.entry("EST", -10),
          Map.entry("EDT", -8),
          Map.entry("CST", -12),
          Map.entry("CDT", -10),
          Map.entry("MST", -14),
          Map.entry("MDT", -12),
          Map.entry("PST", -16),
          Map.entry("PDT", -14),
          Map.entry("WET", 0),
          Map.entry("WEST", 2),
          Map.entry("CET", 2),
          Map.entry("CEST", 4),
          Map.entry("EET", 4),
          Map.entry("EEST", 6),
          Map.entry("MSK", 6),
          Map.entry("HKT", 16),
          Map.entry("AWST", 16),
          Map.entry("JST", 18),
          Map.entry("KST", 18),
          Map.entry("ACST", 19),
          Map.entry("ACDT", 21),
          Map.entry("AEST", 20),
          Map.entry("AEDT", 22),
          Map.entry("NZST", 24),
          Map.entry("NZDT", 26));

  /** A zone of a whole country's press, whose offset follows from the day. */
  private static final Map<String, String> REGIONS =
      Map.of(
          "ET", "America/New_York",
          "CT", "America/Chicago",
          "MT", "America/Denver",
          "PT", "America/Los_Angeles");

  private static final Pattern OFFSET =
      Pattern.compile(
          "(?:GMT|UTC|UT)?\\s*([+\\u2212-])(\\d{2})(?::?(\\d{2})(?::?(\\d{2}))?)?"
              + "\\s*(?:\\[([^\\]]{1,60})\\])?");
  private static final Pattern SHORT_OFFSET = Pattern.compile("(?:GMT|UTC)([+-])(\\d)");
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z]{1,5})\\s*(?:\\[([^\\]]{1,60})\\])?");
  private static final Pattern REGION =
      Pattern.compile("[A-Za-z_]{2,20}(?:/[A-Za-z0-9_+-]{1,30}){1,2}");

  private SourceZones() {}

  /** How far a zone is from UTC at a time of its own clocks; empty where that is not certain. */
  static Optional<ZoneOffset> offset(String zone, LocalDateTime local) {
    Matcher offset = OFFSET.matcher(zone);
    if (offset.matches()) {
      return isRegionOrNone(offset.group(5)) ? ofFigures(offset) : Optional.empty();
    }
    Matcher brief = SHORT_OFFSET.matcher(zone);
    if (brief.matches()) {
      return Optional.of(ZoneOffset.ofHours(Integer.parseInt(brief.group(1) + brief.group(2))));
    }
    Matcher name = NAME.matcher(zone);
    if (name.matches()) {
      return isRegionOrNone(name.group(2)) ? ofName(name.group(1), local) : Optional.empty();
    }
    return REGION.matcher(zone).matches() ? ofRegion(zone, local) : Optional.empty();
  }

  private static Optional<ZoneOffset> ofFigures(Matcher offset) {
    int seconds = part(offset, 2) * 3_600 + part(offset, 3) * 60 + part(offset, 4);
    boolean sane = part(offset, 3) < 60 && part(offset, 4) < 60 && seconds <= 18 * 3_600;
    return sane
        ? Optional.of(ZoneOffset.ofTotalSeconds(offset.group(1).equals("+") ? seconds : -seconds))
        : Optional.empty();
  }

  private static int part(Matcher offset, int group) {
    return offset.group(group) == null ? 0 : Integer.parseInt(offset.group(group));
  }

  private static Optional<ZoneOffset> ofName(String name, LocalDateTime local) {
    String upper = name.toUpperCase(Locale.ROOT);
    String region = REGIONS.get(upper);
    if (region != null) {
      return ofRegion(region, local);
    }
    return Optional.ofNullable(HALF_HOURS.get(upper))
        .map(halves -> ZoneOffset.ofTotalSeconds(halves * 1_800));
  }

  private static boolean isRegionOrNone(@Nullable String region) {
    return region == null || rules(region).isPresent();
  }

  private static Optional<ZoneRules> rules(String region) {
    try {
      return Optional.of(ZoneId.of(region).getRules());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<ZoneOffset> ofRegion(String region, LocalDateTime local) {
    return rules(region)
        .map(rules -> rules.getValidOffsets(local))
        .filter(offsets -> offsets.size() == 1)
        .map(offsets -> offsets.get(0));
  }
}
