package io.tocsin.runtime.topics;

import io.tocsin.runtime.kafka.ClusterRefusedException;
import io.tocsin.runtime.kafka.Rights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * Asks the cluster, before a command begins, whether it allows all that the command needs: what may
 * not be seen looks like what is not there, and what is half deleted is worse than nothing.
 */
public final class RightsCheck {
  private final ClusterAdmin admin;
  private final Map<ResourcePattern, Set<AclOperation>> needed;
  private final Set<String> catalogue;

  private RightsCheck(
      ClusterAdmin admin,
      Map<ResourcePattern, Set<AclOperation>> needed,
      Collection<String> catalogue) {
    this.admin = admin;
    this.needed = needed;
    this.catalogue = Set.copyOf(catalogue);
  }

  /**
   * Checks the rights of a command.
   *
   * @param needed the operations that it needs on each resource, in the order in which they are
   *     told
   * @param catalogue names of topics that the resources may be about, whether they exist or not
   * @throws ClusterRefusedException with all that are missing, a line for each resource
   */
  public static void require(
      ClusterAdmin admin,
      Map<ResourcePattern, Set<AclOperation>> needed,
      Collection<String> catalogue) {
    List<String> missing = new RightsCheck(admin, needed, catalogue).missing();
    if (!missing.isEmpty()) {
      throw new ClusterRefusedException("no rights:\n  " + String.join("\n  ", missing), null);
    }
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    missing.addAll(missing(ResourceType.TOPIC, onTopics()));
    missing.addAll(missing(ResourceType.GROUP, onGroups()));
    return missing;
  }

  private List<String> missing(ResourceType type, Map<String, Set<AclOperation>> allowed) {
    List<String> lines = new ArrayList<>();
    needed.forEach(
        (resource, operations) -> {
          Set<AclOperation> missing = missing(type, resource, operations, allowed);
          if (!missing.isEmpty()) {
            lines.add(line(resource, missing));
          }
        });
    return lines;
  }

  /** What is missing of the rights on one resource. */
  private static Set<AclOperation> missing(
      ResourceType type,
      ResourcePattern resource,
      Set<AclOperation> operations,
      Map<String, Set<AclOperation>> allowed) {
    Set<AclOperation> missing = EnumSet.noneOf(AclOperation.class);
    allowed.forEach(
        (name, theirs) ->
            operations.stream()
                .filter(operation -> isOn(resource, type, name) && !theirs.contains(operation))
                .forEach(missing::add));
    return missing;
  }

  private static boolean isOn(ResourcePattern resource, ResourceType type, String name) {
    return resource.resourceType() == type
        && (resource.patternType() == PatternType.PREFIXED
            ? name.startsWith(resource.name())
            : name.equals(resource.name()));
  }

  private String line(ResourcePattern resource, Set<AclOperation> missing) {
    boolean prefix = resource.patternType() == PatternType.PREFIXED;
    return Rights.line(
        admin.config(),
        missing,
        resource.resourceType() == ResourceType.TOPIC ? "topic" : "group",
        prefix ? resource.name() + "*" : resource.name());
  }

  /** What is allowed, by topic; where the cluster does not say, the topic is left out. */
  private Map<String, Set<AclOperation>> onTopics() {
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<String, Set<AclOperation>> allowed = new HashMap<>();
    admin
        .client()
        .describeTopics(topicsToAskFor(), options)
        .topicNameValues()
        .forEach(
            (name, answer) ->
                note(
                    name,
                    answer.thenApply(topic -> orNone(topic.authorizedOperations())),
                    UnknownTopicOrPartitionException.class,
                    allowed));
    return allowed;
  }

  /**
   * The catalogue, what there is under a prefix, and the prefix itself: as a topic that does not
   * exist it is unknown to those who may look there, and refused to others.
   */
  private Set<String> topicsToAskFor() {
    return named(ResourceType.TOPIC, admin.await(admin.client().listTopics().names()), catalogue);
  }

  /**
   * Of what exists only that which the rights are about, and what must be asked for in any case.
   */
  private Set<String> named(
      ResourceType type, Collection<String> existing, Collection<String> always) {
    Set<String> names = new TreeSet<>(existing);
    names.removeIf(
        name -> needed.keySet().stream().noneMatch(resource -> isOn(resource, type, name)));
    names.addAll(always);
    needed.keySet().stream()
        .filter(resource -> resource.resourceType() == type)
        .map(ResourcePattern::name)
        .forEach(names::add);
    return names;
  }

  private Map<String, Set<AclOperation>> onGroups() {
    List<String> existing =
        admin.await(admin.client().listGroups().all()).stream().map(GroupListing::groupId).toList();
    Set<String> groups = named(ResourceType.GROUP, existing, Set.of());
    DescribeConsumerGroupsOptions options =
        new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
    Map<String, Set<AclOperation>> allowed = new HashMap<>();
    admin
        .client()
        .describeConsumerGroups(groups, options)
        .describedGroups()
        .forEach(
            (name, answer) ->
                note(
                    name,
                    answer.thenApply(group -> orNone(group.authorizedOperations())),
                    GroupIdNotFoundException.class,
                    allowed));
    return allowed;
  }

  private static Set<AclOperation> orNone(@Nullable Set<AclOperation> operations) {
    return operations == null ? Set.of() : operations;
  }

  /** Nothing is noted of what does not exist, nor where the cluster keeps it to itself. */
  private void note(
      String name,
      KafkaFuture<Set<AclOperation>> answer,
      Class<? extends org.apache.kafka.common.KafkaException> absent,
      Map<String, Set<AclOperation>> allowed) {
    try {
      Set<AclOperation> operations = admin.await(answer, absent);
      if (operations != null && !operations.isEmpty()) {
        allowed.put(name, operations);
      }
    } catch (AuthorizationException unseen) {
      allowed.put(name, Set.of());
    }
  }
}
