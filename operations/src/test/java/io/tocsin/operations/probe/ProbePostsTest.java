package io.tocsin.operations.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.runtime.probe.ProbeRecords;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbePostsTest {
  private static final Instant AT = Instant.parse("2022-02-11T12:00:00Z");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 300})
  void shouldHaveAnIdForEachPartitionThatGoesThere(int partitions) {
    List<String> ids = ProbePosts.ids(partitions);

    assertThat(ids).hasSize(partitions).doesNotHaveDuplicates();
    for (int partition = 0; partition < partitions; partition++) {
      byte[] key = ProbeRecords.key(ids.get(partition)).getBytes(UTF_8);
      assertThat(BuiltInPartitioner.partitionForKey(key, partitions)).isEqualTo(partition);
    }
  }

  /** With either, a clock that was set back would make the next posts stale. */
  @Test
  void shouldSayNeitherWhichRevisionItIsNorWhenItWasRevised() throws IOException {
    JsonNode post = new ObjectMapper().readTree(ProbePosts.json("4", "abc-1", AT));

    assertThat(post.path("source").asText()).isEqualTo("tocsin-probe");
    assertThat(post.path("id").asText()).isEqualTo("4");
    assertThat(post.path("publishedAt").asText()).isEqualTo("2022-02-11T12:00:00Z");
    assertThat(post.has("revision")).isFalse();
    assertThat(post.has("updatedAt")).isFalse();
  }

  /** The same text again would be taken for a re-delivery, and be dropped. */
  @Test
  void shouldDifferInItsTextByTheToken() throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode one = json.readTree(ProbePosts.json("4", "abc-1", AT));
    JsonNode other = json.readTree(ProbePosts.json("4", "abd-1", AT));

    assertThat(one.path("title")).isNotEqualTo(other.path("title"));
    assertThat(one.at("/extra/probe").asText()).isEqualTo("abc-1");
  }
}
