package io.tocsin.schemas.silences;

import io.tocsin.avro.Silence;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The silences of a namespace as they were at one moment, those that are over for a while among
 * them.
 *
 * @param all the one that ends last first
 */
public record Silences(List<Silence> all) {
  /** None. */
  public static final Silences NONE = new Silences(List.of());

  /** As many as may be on or to come at once. */
  public static final int MOST = 1_000;

  private static final Comparator<Silence> LONGEST_FIRST =
      Comparator.comparing(Silence::getEndsAt).reversed().thenComparing(Silence::getSilenceId);

  public Silences {
    all = List.copyOf(all);
  }

  static Silences of(Collection<Silence> found) {
    return new Silences(found.stream().sorted(LONGEST_FIRST).toList());
  }

  /** The one that keeps the alert from receivers; of several the one that ends last. */
  public Optional<Silence> covering(AlertTraits alert, Instant now) {
    return all.stream()
        .filter(silence -> SilenceTerms.isOn(silence, now))
        .filter(silence -> SilenceTerms.isAbout(silence, alert))
        .findFirst();
  }

  /** The one of that id. */
  public Optional<Silence> find(String silenceId) {
    return all.stream().filter(silence -> silence.getSilenceId().equals(silenceId)).findFirst();
  }

  /** Those that are not over. */
  public List<Silence> standing(Instant now) {
    return all.stream().filter(silence -> !SilenceTerms.isOver(silence, now)).toList();
  }
}
