package io.tocsin.runtime.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What environment variables are called: {@code TOCSIN_STATE_DIR} is {@code tocsin.state-dir}. */
final class EnvironmentNames {
  private static final String PREFIX = "TOCSIN_";
  private static final String IN_FILE = "_FILE";

  /** Read by the launcher, the command line and the logging, not here. */
  private static final Set<String> OTHERS =
      Set.of(
          "TOCSIN_LOG_LEVEL",
          "TOCSIN_CONFIG",
          "TOCSIN_HOME",
          "TOCSIN_JAVA_OPTIONS",
          "TOCSIN_REGISTRY_HOME");

  /** What Kubernetes and Docker set by themselves for a service called tocsin-something. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("TOCSIN_(.*_)?(SERVICE_(HOST|PORT.*)|PORT(_\\d+_.*)?)");

  private final KnownKeys known;
  private final Map<String, String> keys = new HashMap<>();

  EnvironmentNames(KnownKeys known) {
    this.known = known;
    known.kafkaNames().forEach(key -> keys.put(variableOf(key), key));
    known.declared().forEach(key -> keys.put(variableOf(key.name()), key.name()));
  }

  static String variableOf(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** Whether the variable should be the name of a key. */
  boolean concerns(String variable) {
    return variable.startsWith(PREFIX)
        && !OTHERS.contains(variable)
        && (keys.containsKey(variable) || !SERVICE_LINK.matcher(variable).matches());
  }

  /** The key of the variable; one that is passed on has a dot for each underscore. */
  Optional<String> keyOf(String variable) {
    String key = keys.get(variable);
    if (key != null) {
      return Optional.of(key);
    }
    return Optional.of(variable.toLowerCase(Locale.ROOT).replace('_', '.')).filter(known::accepts);
  }

  /** The key whose value stands in the file that the variable names; empty if it names none. */
  Optional<String> keyOfFile(String variable) {
    return variable.endsWith(IN_FILE) && !keys.containsKey(variable)
        ? keyOf(variable.substring(0, variable.length() - IN_FILE.length()))
        : Optional.empty();
  }

  ConfigProblem unknown(String variable, String value) {
    Optional<String> nearest = NearestName.of(variable, List.copyOf(keys.keySet()));
    return ConfigProblem.unknown(variable, value, nearest, "environment");
  }
}
