package io.tocsin.schemas;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The least rights of a {@link Party} in a namespace, made from the catalogue: with them it works,
 * with one less it does not. What a right implies is not listed (Read, Write and Delete imply
 * Describe).
 *
 * @param topics the catalogue of the namespace
 * @param party whose rights
 */
public record AccessRights(Topics topics, Party party) {

  /** Namespaces of replays begin with it. */
  public static final String REPLAY_PREFIX = "replay-";

  private static final String ANY_HOST = "*";

  /**
   * One right.
   *
   * @param resource on what; a literal name, or a prefix of names
   * @param operation what may be done
   * @param purpose what it is for, for people
   */
  public record Right(ResourcePattern resource, AclOperation operation, String purpose) {
    /** Whether it is about that resource, by its name or the beginning of it. */
    public boolean isOn(ResourceType type, String name) {
      return resource.resourceType() == type
          && (resource.patternType() == PatternType.PREFIXED
              ? name.startsWith(resource.name())
              : name.equals(resource.name()));
    }

    /** As the broker stores it, for any host. */
    public AclBinding binding(String principal) {
      return new AclBinding(
          resource,
          new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW));
    }
  }

  /** All of them: topics in the order of the flow, then the rest. */
  public List<Right> all() {
    return switch (party) {
      case REPLAY -> HistoryRights.ofReplay();
      case REPLAY_RAW -> HistoryRights.ofReplay(topics.rawPosts());
      case REPLAY_ENRICHED -> HistoryRights.ofReplay(topics.enrichedPosts());
      case REPLAY_LIST -> HistoryRights.ofReplayList();
      case REPLAY_DELETE -> HistoryRights.ofReplayDelete();
      case DIFF_ALERTS -> HistoryRights.ofDiffAlerts(topics);
      case TOPICS_CREATE -> operator().ofTopicsCreate();
      case TOPICS_CHECK -> operator().ofTopicsCheck();
      case SCHEMAS -> List.of();
      case STATUS -> operator().ofStatus();
      case DEAD_LETTERS -> operator().ofDeadLetters();
      case DEAD_LETTERS_REDRIVE -> operator().ofRedrive();
      case RESET -> operator().ofReset();
      default -> ofUser();
    };
  }

  private OperatorRights operator() {
    return new OperatorRights(topics);
  }

  private List<Right> ofUser() {
    List<Right> rights = new ArrayList<>();
    topics.all().forEach(topic -> rights.addAll(onTopic(topic)));
    if (party.isService()) {
      rights.addAll(ofService());
    }
    if (party == Party.RULES_APPLY) {
      rights.add(
          right(
              ResourceType.TRANSACTIONAL_ID,
              topics.namespace() + "-rules-apply",
              AclOperation.WRITE,
              "rules take effect as a whole"));
    }
    if (party == Party.SUBSCRIBER) {
      rights.add(
          prefixed(
              ResourceType.GROUP,
              topics.namespace() + "-subscriber-",
              AclOperation.READ,
              "groups of subscribers"));
    }
    if (party == Party.DELIVER) {
      rights.add(
          prefixed(
              ResourceType.GROUP,
              topics.namespace() + "-deliver-",
              AclOperation.READ,
              "how far each receiver is, a group each"));
    }
    return List.copyOf(rights);
  }

  /** As the broker stores them. */
  public List<AclBinding> bindings(String principal) {
    return all().stream().map(right -> right.binding(principal)).toList();
  }

  /** What the party must be allowed, by resource, in the same order. */
  public Map<ResourcePattern, Set<AclOperation>> byResource() {
    Map<ResourcePattern, Set<AclOperation>> operations = new LinkedHashMap<>();
    all()
        .forEach(
            right ->
                operations
                    .computeIfAbsent(
                        right.resource(), resource -> EnumSet.noneOf(AclOperation.class))
                    .add(right.operation()));
    return operations;
  }

  /** What the party must be allowed on each topic of the catalogue, by name of the topic. */
  public Map<String, Set<AclOperation>> onTopics() {
    Map<String, Set<AclOperation>> operations = new LinkedHashMap<>();
    List<Right> rights = all();
    for (TopicSpec<?, ?> topic : topics.all()) {
      rights.stream()
          .filter(right -> right.isOn(ResourceType.TOPIC, topic.name()))
          .forEach(
              right ->
                  operations
                      .computeIfAbsent(topic.name(), name -> EnumSet.noneOf(AclOperation.class))
                      .add(right.operation()));
    }
    return operations;
  }

  /**
   * Commands that give the rights, one for each resource.
   *
   * @param principal for instance {@code User:ingest}
   * @param bootstrapServers where the cluster is
   */
  public List<String> commands(String principal, String bootstrapServers) {
    Map<ResourcePattern, List<Right>> byResource =
        all().stream()
            .collect(
                Collectors.groupingBy(Right::resource, LinkedHashMap::new, Collectors.toList()));
    return byResource.entrySet().stream()
        .map(
            entry ->
                "kafka-acls.sh --bootstrap-server %s --add --allow-principal '%s'%s%s"
                    .formatted(
                        bootstrapServers,
                        principal,
                        operations(entry.getValue()),
                        option(entry.getKey())))
        .toList();
  }

  private static String operations(List<Right> rights) {
    return rights.stream()
        .map(right -> " --operation " + word(right.operation()))
        .collect(Collectors.joining());
  }

  private static String option(ResourcePattern resource) {
    String option =
        switch (resource.resourceType()) {
          case TOPIC -> " --topic ";
          case GROUP -> " --group ";
          case TRANSACTIONAL_ID -> " --transactional-id ";
          default -> throw new IllegalArgumentException(String.valueOf(resource));
        };
    return option
        + "'"
        + resource.name()
        + "'"
        + (resource.patternType() == PatternType.PREFIXED
            ? " --resource-pattern-type prefixed"
            : "");
  }

  /** Kafka's own spelling: {@code DescribeConfigs}. */
  public static String word(AclOperation operation) {
    StringBuilder word = new StringBuilder();
    for (String part : operation.name().split("_", -1)) {
      word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    return word.toString();
  }

  private List<Right> onTopic(TopicSpec<?, ?> topic) {
    List<Right> rights = new ArrayList<>();
    if (topic.access().readers().contains(party)) {
      rights.add(right(ResourceType.TOPIC, topic.name(), AclOperation.READ, "reads it"));
    }
    if (topic.access().writers().contains(party)) {
      rights.add(right(ResourceType.TOPIC, topic.name(), AclOperation.WRITE, "writes it"));
    }
    if (looksAtSettings(topic, rights)) {
      rights.add(
          right(
              ResourceType.TOPIC,
              topic.name(),
              AclOperation.DESCRIBE_CONFIGS,
              "checks its settings"));
    }
    return rights;
  }

  /** Our own programs check the topics that they use before they begin. */
  private boolean looksAtSettings(TopicSpec<?, ?> topic, List<Right> others) {
    return switch (party.kind()) {
      case OUTSIDE, READER -> false;
      case COURIER -> topic.access().writers().contains(party);
      default -> !others.isEmpty();
    };
  }

  private List<Right> ofService() {
    String application = topics.namespace() + "-" + party.label();
    List<Right> rights = new ArrayList<>();
    rights.add(right(ResourceType.GROUP, application, AclOperation.READ, "shares the partitions"));
    rights.add(
        prefixed(
            ResourceType.TRANSACTIONAL_ID,
            application + "-",
            AclOperation.WRITE,
            "exactly-once, one id for each thread"));
    if (party.kind() == Party.Kind.KEYED_SERVICE) {
      rights.addAll(onInternalTopics(application + "-"));
    }
    return rights;
  }

  static List<Right> onInternalTopics(String prefix) {
    return List.of(
        prefixed(
            ResourceType.TOPIC,
            prefix,
            AclOperation.CREATE,
            "creates changelogs and re-key topics of its own"),
        prefixed(
            ResourceType.TOPIC,
            prefix,
            AclOperation.READ,
            "reads them: re-keyed records, state after a move"),
        prefixed(ResourceType.TOPIC, prefix, AclOperation.WRITE, "writes them"),
        prefixed(
            ResourceType.TOPIC,
            prefix,
            AclOperation.DELETE,
            "deletes re-keyed records that are done with"));
  }

  static Right right(ResourceType type, String name, AclOperation operation, String purpose) {
    return new Right(new ResourcePattern(type, name, PatternType.LITERAL), operation, purpose);
  }

  static Right prefixed(ResourceType type, String prefix, AclOperation operation, String purpose) {
    return new Right(new ResourcePattern(type, prefix, PatternType.PREFIXED), operation, purpose);
  }
}
