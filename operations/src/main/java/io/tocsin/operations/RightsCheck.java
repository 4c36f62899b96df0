package io.tocsin.operations;

import io.tocsin.runtime.kafka.ClusterRefusedException;
import io.tocsin.runtime.kafka.Rights;
import io.tocsin.runtime.topics.ClusterAdmin;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AccessRights.Right;
import io.tocsin.schemas.TopicSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
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
final class RightsCheck {
  private final ClusterAdmin admin;
  private final AccessRights rights;

  private RightsCheck(ClusterAdmin admin, AccessRights rights) {
    this.admin = admin;
    this.rights = rights;
  }

  /**
   * Checks the rights of a command.
   *
   * @throws ClusterRefusedException with all that are missing, a line for each resource
   */
  static void require(ClusterAdmin admin, AccessRights rights) {
    List<String> missing = new RightsCheck(admin, rights).missing();
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
    Map<ResourcePattern, List<Right>> needed =
        rights.all().stream()
            .filter(right -> right.resource().resourceType() == type)
            .collect(
                Collectors.groupingBy(Right::resource, LinkedHashMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    needed.forEach(
        (resource, onIt) -> {
          Set<AclOperation> missing = missing(onIt, allowed);
          if (!missing.isEmpty()) {
            lines.add(line(resource, missing));
          }
        });
    return lines;
  }

  /** What is missing of the rights on one resource. */
  private static Set<AclOperation> missing(
      List<Right> onIt, Map<String, Set<AclOperation>> allowed) {
    Set<AclOperation> missing = EnumSet.noneOf(AclOperation.class);
    for (Right right : onIt) {
      ResourceType type = right.resource().resourceType();
      boolean refused =
          allowed.entrySet().stream()
              .filter(entry -> right.isOn(type, entry.getKey()))
              .anyMatch(entry -> !entry.getValue().contains(right.operation()));
      if (refused) {
        missing.add(right.operation());
      }
    }
    return missing;
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
    Set<String> names = new TreeSet<>(admin.await(admin.client().listTopics().names()));
    names.removeIf(
        name -> rights.all().stream().noneMatch(right -> right.isOn(ResourceType.TOPIC, name)));
    rights.topics().all().stream().map(TopicSpec::name).forEach(names::add);
    rights.all().stream()
        .map(Right::resource)
        .filter(resource -> resource.resourceType() == ResourceType.TOPIC)
        .map(ResourcePattern::name)
        .forEach(names::add);
    return names;
  }

  private Map<String, Set<AclOperation>> onGroups() {
    List<String> groups =
        rights.all().stream()
            .map(Right::resource)
            .filter(resource -> resource.resourceType() == ResourceType.GROUP)
            .map(ResourcePattern::name)
            .distinct()
            .toList();
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
