package io.tocsin.runtime.kafka;

import io.tocsin.runtime.config.ServiceConfig;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * What a program must be allowed on the topics that it uses, and how its absence is told.
 *
 * @param onTopics operations by name of the topic
 */
public record Rights(Map<String, Set<AclOperation>> onTopics) {

  public Rights {
    onTopics = new TreeMap<>(onTopics);
  }

  /** Of a program that says nothing of what it needs. */
  public static Rights unknown() {
    return new Rights(Map.of());
  }

  /** What it needs on that topic; at least to see it. */
  public Set<AclOperation> on(String topic) {
    return onTopics.getOrDefault(topic, Set.of(AclOperation.DESCRIBE));
  }

  /**
   * What of it is missing.
   *
   * @param allowed what the broker says that we may; null or empty where it does not say
   */
  public Set<AclOperation> missing(String topic, @Nullable Set<AclOperation> allowed) {
    Set<AclOperation> missing = EnumSet.noneOf(AclOperation.class);
    if (allowed != null && !allowed.isEmpty()) {
      missing.addAll(on(topic));
      missing.removeAll(allowed);
    }
    return missing;
  }

  /** One line: who needs what on which resource, and the command that gives it. */
  public static String line(
      ServiceConfig config, Collection<AclOperation> operations, String kind, String name) {
    ClusterLogin login = ClusterLogin.of(config.kafka());
    List<String> words = operations.stream().map(Rights::word).sorted().toList();
    boolean prefix = name.endsWith("*");
    String bare = prefix ? name.substring(0, name.length() - 1) : name;
    return "%s (%s) needs %s on %s %s; fix: kafka-acls.sh --bootstrap-server %s --add --allow-principal '%s'%s --%s '%s'%s"
        .formatted(
            login.principal(),
            login.setting(),
            String.join(" and ", words),
            kind,
            name,
            config.bootstrapServers(),
            login.principal(),
            words.stream().map(word -> " --operation " + word).collect(Collectors.joining()),
            kind.replace(' ', '-'),
            bare,
            prefix ? " --resource-pattern-type prefixed" : "");
  }

  /** Kafka's own spelling: {@code DescribeConfigs}. */
  private static String word(AclOperation operation) {
    StringBuilder word = new StringBuilder();
    for (String part : operation.name().split("_", -1)) {
      word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    return word.toString();
  }
}
