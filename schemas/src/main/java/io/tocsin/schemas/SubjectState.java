package io.tocsin.schemas;

import java.util.List;

/**
 * What a registry holds for one subject, compared with the schema of ours.
 *
 * @param subject the subject
 * @param record name of our record
 * @param fit how ours stands to what is registered
 * @param latestVersion the newest version that is registered, 0 if there is none
 * @param level compatibility level of the subject, empty if none is set on it
 * @param conflicts why ours does not fit, a line for each version that it contradicts
 */
public record SubjectState(
    String subject,
    String record,
    Fit fit,
    int latestVersion,
    String level,
    List<String> conflicts) {

  /** How our schema stands to the registered ones. */
  public enum Fit {
    /** It is the newest that is registered. */
    SAME,
    /** It is registered, and there is a newer one, which it fits. */
    SUPERSEDED,
    /** It is not registered, but fits all that are. */
    UNREGISTERED,
    /** Nothing is registered under the subject. */
    MISSING,
    /** It contradicts what is registered. */
    INCOMPATIBLE
  }

  public SubjectState {
    conflicts = List.copyOf(conflicts);
  }

  /** Whether the level set on the subject is the one that all of ours have. */
  public boolean hasRightLevel() {
    return level.equals(SchemaDirectory.COMPATIBILITY);
  }

  /** Whether nothing has to be done. */
  public boolean isFine() {
    return hasRightLevel() && (fit == Fit.SAME || fit == Fit.SUPERSEDED);
  }
}
