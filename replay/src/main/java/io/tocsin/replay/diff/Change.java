package io.tocsin.replay.diff;

import java.time.Duration;
import java.util.List;

/** What became of an alert under other rules. */
public sealed interface Change {

  /** The alert by which it is sorted and counted. */
  Episode episode();

  /** Why, as far as it can be told. */
  String reason();

  /** Only the new rules ring. */
  record Added(Episode episode, String reason) implements Change {}

  /** Only the old rules ring. */
  record Lost(Episode episode, String reason) implements Change {}

  /**
   * Both ring, not at the same time.
   *
   * @param before as it was
   * @param episode as it is now
   */
  record Moved(Episode before, Episode episode, String reason) implements Change {

    /** How much later it rings now; negative for earlier. */
    public Duration later() {
      return Duration.between(before.openedAt(), episode.openedAt());
    }
  }

  /**
   * Both ring at the same time, and it goes on differently.
   *
   * @param differences what is not the same
   */
  record Altered(Episode before, Episode episode, List<String> differences) implements Change {

    public Altered {
      differences = List.copyOf(differences);
    }

    @Override
    public String reason() {
      return String.join("; ", differences);
    }
  }
}
