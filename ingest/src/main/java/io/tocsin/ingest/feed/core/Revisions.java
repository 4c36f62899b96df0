package io.tocsin.ingest.feed.core;

import io.tocsin.ingest.core.Claim;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** IPTC's words for the standing of an item and the number of its version. */
final class Revisions {
  private static final int MOST_DIGITS = 18;

  private Revisions() {}

  /** The claim of a {@code pubStatus}, with or without its scheme; what is unknown is usable. */
  static Claim claim(@Nullable String status) {
    String code = status == null ? "" : status.substring(status.lastIndexOf(':') + 1).strip();
    return switch (code.toLowerCase(Locale.ROOT)) {
      case "canceled", "cancelled" -> Claim.CANCELED;
      case "withheld" -> Claim.WITHHELD;
      default -> Claim.USABLE;
    };
  }

  /** The number of a version; null where it is none. */
  static @Nullable Long number(@Nullable String version) {
    return version != null && version.matches("\\d{1," + MOST_DIGITS + "}")
        ? Long.valueOf(version)
        : null;
  }
}
