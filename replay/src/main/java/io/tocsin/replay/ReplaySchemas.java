package io.tocsin.replay;

import io.tocsin.schemas.RegisteredSchemas;
import io.tocsin.schemas.Topics;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The schemas that the services of a replay have registered. It touches no other's subjects. */
public final class ReplaySchemas {

  private final RegisteredSchemas registry;
  private final Topics topics;

  /**
   * Of a replay.
   *
   * @param topics its catalogue
   */
  public ReplaySchemas(RegisteredSchemas registry, Topics topics) {
    this.registry = registry;
    this.topics = topics;
  }

  /**
   * Removes them for good; what is gone already is passed over, so that an interrupted removal is
   * finished by another one.
   *
   * @param progress is told each step when it is done
   * @return whether there was one
   * @throws io.tocsin.schemas.RegistryUnavailableException if the registry cannot be asked or
   *     refuses
   */
  public boolean delete(Consumer<String> progress) {
    boolean any = false;
    for (String subject : subjects()) {
      if (registry.remove(subject)) {
        progress.accept("deleted schema " + subject);
        any = true;
      }
    }
    return any;
  }

  /** Those of this build, as registries list but so many, and those of other builds. */
  private Set<String> subjects() {
    Set<String> subjects = new TreeSet<>(topics.schemas().keySet());
    subjects.addAll(registry.subjects(topics.namespace() + "."));
    return subjects;
  }
}
