package io.tocsin.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.tocsin.acceptance.Processes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Raw posts sent by clients of others: what arrives is a post, and lies where others would put it.
 */
@ExtendWith(ClusterExtension.class)
class PostingIT {
  private static final int PARTITIONS = 5;

  private static final String POSTS =
      """
      {"source":"metro-daily","id":"harbour-1","title":"Harbour – évacué","body":"Leave “now”.","language":"en"}
      {"source":"wire-north","id":"7","title":"Quiet day","body":"Nothing happened.","publishedAt":"2022-02-11T09:00:00Z"}
      """;

  @Test
  @Needs(Tool.KCAT)
  void shouldPostByKcat(TestCluster cluster) throws IOException {
    assertPosts(cluster, List.of("./post.sh"), ExampleCode.path("kcat"));
  }

  @Test
  @Needs(Tool.PYTHON)
  void shouldPostFromPython(TestCluster cluster) throws IOException {
    assertPosts(cluster, List.of("/usr/bin/python3", "post.py"), ExampleCode.path("python"));
  }

  @Test
  @Needs(Tool.NODE)
  void shouldPostFromNode(TestCluster cluster) throws IOException {
    assertPosts(cluster, List.of("node", "post.js"), ExampleCode.nodeSubscriber());
  }

  private static void assertPosts(TestCluster cluster, List<String> command, Path directory)
      throws IOException {
    var topic = cluster.topics(ClockMode.LIVE, PARTITIONS).rawPosts();
    cluster.create(topic);
    Path posts = Files.writeString(Processes.freshDirectory().resolve("posts.jsonl"), POSTS);

    ExampleRun run =
        ExampleRun.start(
            command,
            Map.of(
                "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", cluster.bootstrapServers(),
                "TOCSIN_NAMESPACE", cluster.namespace()),
            directory,
            Redirect.from(posts.toFile()));

    assertThat(run.awaitExit()).as(run.toString()).isZero();
    List<ConsumerRecord<byte[], byte[]>> records = cluster.awaitRecords(topic.name(), 2);
    assertThat(records)
        .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrder("metro-daily:harbour-1", "wire-north:7");
    assertThat(records).extracting(record -> json(record.value())).hasSameElementsAs(expected());
    assertThat(records)
        .allSatisfy(record -> assertThat(schema().validate(json(record.value()))).isEmpty());
    assertThat(records)
        .as("where Kafka's own clients put these keys")
        .allSatisfy(
            record ->
                assertThat(record.partition())
                    .isEqualTo(Utils.toPositive(Utils.murmur2(record.key())) % PARTITIONS));
  }

  private static List<JsonNode> expected() {
    return POSTS.lines().map(line -> json(line.getBytes(StandardCharsets.UTF_8))).toList();
  }

  private static JsonSchema schema() throws IOException {
    String text = Files.readString(Processes.root().resolve("docs/raw-posts.schema.json"));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text);
  }

  private static JsonNode json(byte[] text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException noJson) {
      throw new AssertionError(new String(text, StandardCharsets.UTF_8), noJson);
    }
  }
}
