package io.tocsin.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.TopicSpec.Cleanup;
import io.tocsin.schemas.Topics;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class ResetTargetTest {
  private final Topics catalogue = Topics.of("news", ClockMode.LIVE, 1, AvroSerdes.inMemory());

  private Stream<TopicSpec<?, ?>> emptied() {
    return Arrays.stream(ResetTarget.values()).flatMap(each -> each.emptied(catalogue).stream());
  }

  /** Whoever lets a reset empty one more topic gives it the right to. */
  @Test
  void shouldEmptyNothingThatItsRightsDoNotSay() {
    AccessRights rights = new AccessRights(catalogue, Party.RESET);

    assertThat(emptied())
        .isNotEmpty()
        .allSatisfy(
            topic -> {
              Set<AclOperation> needed =
                  topic.cleanup() == Cleanup.COMPACT
                      ? Set.of(AclOperation.READ, AclOperation.WRITE)
                      : Set.of(AclOperation.DELETE);
              assertThat(rights.onTopics().get(topic.name())).containsAll(needed);
            });
  }
}
