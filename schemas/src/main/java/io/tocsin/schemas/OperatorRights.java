package io.tocsin.schemas;

import static io.tocsin.schemas.AccessRights.prefixed;
import static io.tocsin.schemas.AccessRights.right;

import io.tocsin.schemas.AccessRights.Right;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The least rights of the commands for those who run a namespace: they look at all of it, and what
 * they change they change for the services.
 *
 * @param topics the catalogue of the namespace
 */
record OperatorRights(Topics topics) {

  List<Right> ofTopicsCreate() {
    List<Right> rights = new ArrayList<>();
    rights.add(onAllTopics(AclOperation.CREATE, "creates them"));
    rights.addAll(ofTopicsCheck());
    return List.copyOf(rights);
  }

  List<Right> ofTopicsCheck() {
    return List.of(
        onAllTopics(AclOperation.DESCRIBE, "looks for them"),
        onAllTopics(AclOperation.DESCRIBE_CONFIGS, "checks their settings"));
  }

  List<Right> ofStatus() {
    List<Right> rights = new ArrayList<>();
    rights.add(onAllTopics(AclOperation.DESCRIBE, "sees which are missing, and where they end"));
    rights.add(on(topics.status(), AclOperation.READ, "signs of life"));
    rights.add(on(topics.alertState(), AclOperation.READ, "counts open alerts"));
    rights.add(on(topics.sources(), AclOperation.READ, "names silent sources"));
    for (Party service : Party.services()) {
      rights.add(
          on(
              topics.deadLetters(service.label()),
              AclOperation.READ,
              "counts those of the last hour by reason"));
      rights.add(onGroup(service, AclOperation.DESCRIBE, "how far it has read"));
    }
    rights.addAll(onInternalTopics(AclOperation.DESCRIBE, "where they end"));
    return List.copyOf(rights);
  }

  List<Right> ofDeadLetters() {
    List<Right> rights = new ArrayList<>();
    for (Party service : Party.services()) {
      rights.add(on(topics.deadLetters(service.label()), AclOperation.READ, "reads the letters"));
    }
    rights.add(
        on(
            topics.deadLetters(Party.DELIVER.label()),
            AclOperation.READ,
            "reads what receivers have not got"));
    rights.add(on(topics.redrivenLetters(), AclOperation.READ, "sees which were sent back"));
    return List.copyOf(rights);
  }

  List<Right> ofRedrive() {
    List<Right> rights = new ArrayList<>(ofDeadLetters());
    rights.add(on(topics.redrivenLetters(), AclOperation.WRITE, "notes what it sends back"));
    rights.add(on(topics.redrivenLetters(), AclOperation.DESCRIBE_CONFIGS, "checks its settings"));
    rights.add(on(topics.rawPosts(), AclOperation.WRITE, "sends letters back"));
    for (TopicSpec<?, ?> topic : List.of(topics.posts(), topics.enrichedPosts())) {
      rights.add(on(topic, AclOperation.READ, "looks for newer revisions"));
      rights.add(on(topic, AclOperation.WRITE, "sends letters back"));
    }
    rights.add(
        right(
            ResourceType.TRANSACTIONAL_ID,
            topics.namespace() + "-dead-letters-redrive",
            AclOperation.WRITE,
            "each letter once"));
    return List.copyOf(rights);
  }

  List<Right> ofReset() {
    List<Right> rights = new ArrayList<>();
    rights.add(onAllTopics(AclOperation.DESCRIBE, "tells what goes and what stays"));
    rights.add(on(topics.rawPosts(), AclOperation.READ, "moves offsets on it"));
    rights.add(on(topics.enrichedPosts(), AclOperation.READ, "moves offsets on it"));
    List<TopicSpec<?, ?>> emptied =
        List.of(
            topics.posts(),
            topics.enrichedPosts(),
            topics.alerts(),
            topics.shadowAlerts(),
            topics.alertState(),
            topics.withheldEvents(),
            topics.keywordCounts(),
            topics.sources(),
            topics.sourceEvents(),
            topics.status());
    emptied.forEach(topic -> rights.addAll(toEmpty(topic)));
    Party.services()
        .forEach(
            service ->
                rights.add(onGroup(service, AclOperation.DELETE, "forgets how far it has read")));
    for (Party first : List.of(Party.INGEST, Party.ALERTS)) {
      rights.add(onGroup(first, AclOperation.READ, "lets it begin at the end"));
    }
    rights.addAll(onInternalTopics(AclOperation.DELETE, "deletes them"));
    return List.copyOf(rights);
  }

  /** What is only compacted cannot be cut: each key is deleted. */
  private static List<Right> toEmpty(TopicSpec<?, ?> topic) {
    return topic.cleanup() == TopicSpec.Cleanup.COMPACT
        ? List.of(
            on(topic, AclOperation.READ, "looks for its keys"),
            on(topic, AclOperation.WRITE, "writes their deletions"))
        : List.of(on(topic, AclOperation.DELETE, "empties it"));
  }

  private Right onAllTopics(AclOperation operation, String purpose) {
    return prefixed(ResourceType.TOPIC, topics.namespace() + ".", operation, purpose);
  }

  private static Right on(TopicSpec<?, ?> topic, AclOperation operation, String purpose) {
    return right(ResourceType.TOPIC, topic.name(), operation, purpose);
  }

  private Right onGroup(Party service, AclOperation operation, String purpose) {
    return right(ResourceType.GROUP, application(service), operation, purpose);
  }

  private List<Right> onInternalTopics(AclOperation operation, String purpose) {
    return Party.services().stream()
        .filter(service -> service.kind() == Party.Kind.KEYED_SERVICE)
        .map(
            service -> prefixed(ResourceType.TOPIC, application(service) + "-", operation, purpose))
        .toList();
  }

  private String application(Party service) {
    return topics.namespace() + "-" + service.label();
  }
}
