package io.tocsin.ingest.feed.fetch;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Which redirects are followed, and which are for good. */
final class Redirects {
  private static final Set<Integer> PERMANENT = Set.of(301, 308);
  private static final Set<Integer> ALL = Set.of(301, 302, 303, 307, 308);

  private Redirects() {}

  static boolean isOne(int status) {
    return ALL.contains(status);
  }

  static boolean isPermanent(int status) {
    return PERMANENT.contains(status);
  }

  /** Where a redirect leads; empty where it cannot be read, or leads away from https. */
  static Optional<URI> target(URI from, String location) {
    URI target;
    try {
      target = from.resolve(location.strip());
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
    boolean leavesHttps =
        "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(target.getScheme());
    return leavesHttps || location.isBlank() ? Optional.empty() : Optional.of(target);
  }
}
