package io.tocsin.ingest;

import java.util.HashSet;
import java.util.Set;

/**
 * Names of sources as tags of metrics, a bounded number of them: the first that are seen keep their
 * names, all others are {@code other}. Whoever posts chooses the names, so they cannot be trusted
 * to be few.
 */
final class SourceTags {
  /** What those are called that came too late. */
  static final String OTHER = "other";

  private final int most;
  private final Set<String> known = new HashSet<>();

  /**
   * @param most how many sources have a tag of their own
   */
  SourceTags(int most) {
    this.most = most;
  }

  /** The tag of a source, the same for the life of the process. */
  synchronized String of(String source) {
    if (known.contains(source)) {
      return source;
    }
    return known.size() < most && known.add(source) ? source : OTHER;
  }
}
