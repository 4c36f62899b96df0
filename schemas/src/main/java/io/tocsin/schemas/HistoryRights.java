package io.tocsin.schemas;

import static io.tocsin.schemas.AccessRights.REPLAY_PREFIX;
import static io.tocsin.schemas.AccessRights.prefixed;
import static io.tocsin.schemas.AccessRights.right;

import io.tocsin.schemas.AccessRights.Right;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The least rights of the commands that go back in time: replays live in namespaces of their own
 * and only read what another namespace has recorded.
 *
 * @param topics the catalogue of the namespace that is recorded
 */
record HistoryRights(Topics topics) {

  /** A replay makes everything in a namespace of its own and runs the services there itself. */
  static List<Right> ofReplay() {
    List<Right> rights = new ArrayList<>(AccessRights.onInternalTopics(REPLAY_PREFIX));
    rights.add(onReplays(AclOperation.DESCRIBE_CONFIGS, "checks their settings"));
    rights.add(onGroups(AclOperation.READ, "shares the partitions"));
    rights.add(
        prefixed(ResourceType.TRANSACTIONAL_ID, REPLAY_PREFIX, AclOperation.WRITE, "exactly-once"));
    return rights;
  }

  static List<Right> ofReplay(TopicSpec<?, ?> source) {
    List<Right> rights = new ArrayList<>();
    rights.add(reading(source, "reads the posts"));
    rights.addAll(ofReplay());
    return List.copyOf(rights);
  }

  static List<Right> ofReplayList() {
    return List.of(
        onReplays(AclOperation.READ, "counts their records; looks for the mark of the end"),
        onGroups(AclOperation.DESCRIBE, "sees whether one is running"));
  }

  static List<Right> ofReplayDelete() {
    return List.of(
        onReplays(AclOperation.DELETE, "deletes them"),
        onGroups(AclOperation.DELETE, "deletes them, when nobody is in one"));
  }

  static List<Right> ofDiffAlerts(Topics topics) {
    return List.of(reading(topics.alerts(), "reads the alerts"));
  }

  private static Right reading(TopicSpec<?, ?> topic, String purpose) {
    return right(ResourceType.TOPIC, topic.name(), AclOperation.READ, purpose);
  }

  private static Right onReplays(AclOperation operation, String purpose) {
    return prefixed(ResourceType.TOPIC, REPLAY_PREFIX, operation, purpose);
  }

  private static Right onGroups(AclOperation operation, String purpose) {
    return prefixed(ResourceType.GROUP, REPLAY_PREFIX, operation, purpose);
  }
}
