package io.tocsin.acceptance.clients;

import static io.tocsin.acceptance.clients.AlertTopic.event;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tocsin.avro.AlertEventType;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What would break a subscriber cannot be registered; what must not, is tried by the clients. */
@ExtendWith(ClusterExtension.class)
class SchemaChangesIT {
  @ParameterizedTest
  @EnumSource(BreakingSchema.class)
  void shouldBeRefusedByTheRegistry(BreakingSchema breaking, TestCluster cluster) {
    try (AlertTopic topic = new AlertTopic(cluster)) {
      topic.write(event("a", 1, AlertEventType.OPENED, "", "wire"));

      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> topic.register(breaking.schema()))
          .withMessageContaining("the registry refuses the schema")
          .withMessageContaining("409");
    }
  }
}
