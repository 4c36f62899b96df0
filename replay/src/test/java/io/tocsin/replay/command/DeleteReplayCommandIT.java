package io.tocsin.replay.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.RegisteredSchemas;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.Posts;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A replay goes with all that it has left on a real broker, a real registry and the disk. */
@ExtendWith(ClusterExtension.class)
class DeleteReplayCommandIT {

  private static final String NOWHERE = "http://127.0.0.1:1/apis/ccompat/v7";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** A replay by that name has been here, with topics, state and schemas. */
  private static Topics replay(TestCluster cluster, String name) throws IOException {
    Topics topics = catalogue(cluster, AccessRights.REPLAY_PREFIX + name);
    cluster.create(topics.rawPosts(), topics.alerts());
    Files.createDirectories(state(cluster, name).resolve("ingest"));
    register(cluster, topics);
    return topics;
  }

  private static Topics catalogue(TestCluster cluster, String namespace) {
    return Topics.of(
        namespace, ClockMode.EVENT, 1, AvroSerdes.connect(cluster.registryUrl(), Map.of()));
  }

  private static void register(TestCluster cluster, Topics topics) {
    RegisteredSchemas registry = registry(cluster);
    topics.schemas().forEach(registry::register);
  }

  private static RegisteredSchemas registry(TestCluster cluster) {
    return RegisteredSchemas.connect(cluster.registryUrl(), Map.of());
  }

  private static Path state(TestCluster cluster, String name) {
    return cluster.stateDir().resolve("replay-" + name);
  }

  private int delete(TestCluster cluster, String name, String registry) {
    return ReplayCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(
            "delete",
            name,
            "--yes",
            "--bootstrap-servers",
            cluster.bootstrapServers(),
            "--registry",
            registry,
            "--state-dir",
            cluster.stateDir().toString());
  }

  private static void assertNoTopics(TestCluster cluster, Topics topics)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get())
          .noneMatch(topic -> topic.startsWith(topics.namespace() + "."));
    }
  }

  @Test
  void shouldRemoveItsSchemasForGoodAndNoOthers(TestCluster cluster) throws Exception {
    String name = cluster.namespace() + "-one";
    Topics gone = replay(cluster, name);
    Topics stays = replay(cluster, name + "-more");
    Topics live = catalogue(cluster, cluster.namespace());
    register(cluster, live);
    TopicSpec<String, io.tocsin.avro.Post> posts = live.posts();
    byte[] written = posts.valueSerde().serializer().serialize(posts.name(), Posts.post().build());

    assertThat(delete(cluster, name, cluster.registryUrl())).as(err.toString()).isZero();

    gone.schemas()
        .keySet()
        .forEach(subject -> assertThat(out.toString()).contains("deleted schema " + subject));
    assertThat(registry(cluster).subjects(gone.namespace() + ".")).isEmpty();
    assertThat(registry(cluster).subjects(stays.namespace() + "."))
        .containsExactlyElementsOf(stays.schemas().keySet());
    assertThat(registry(cluster).subjects(live.namespace() + "."))
        .containsExactlyElementsOf(live.schemas().keySet());
    assertThat(state(cluster, name)).doesNotExist();
    assertThat(state(cluster, name + "-more")).exists();
    Serde<io.tocsin.avro.Post> another =
        catalogue(cluster, cluster.namespace()).posts().valueSerde();
    assertThat(another.deserializer().deserialize(posts.name(), written))
        .as("what others have written under the same schema is still read")
        .isEqualTo(Posts.post().build());

    assertThat(delete(cluster, name, cluster.registryUrl())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no replay '" + name + "'");
    register(cluster, gone);
    assertThat(delete(cluster, name, cluster.registryUrl())).as("registered again").isZero();
  }

  @Test
  void shouldFinishARemovalThatWasInterrupted(TestCluster cluster) throws Exception {
    String name = cluster.namespace() + "-half";
    Topics topics = replay(cluster, name);
    String subject = topics.schemas().firstKey();
    HttpRequest softly =
        HttpRequest.newBuilder(URI.create(cluster.registryUrl() + "/subjects/" + subject))
            .DELETE()
            .build();
    assertThat(HttpClient.newHttpClient().send(softly, BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
    assertThat(registry(cluster).subjects(topics.namespace() + "."))
        .as("what is marked as deleted still takes its name")
        .contains(subject);

    assertThat(delete(cluster, name, cluster.registryUrl())).as(err.toString()).isZero();

    assertThat(out.toString()).contains("deleted schema " + subject);
    assertThat(registry(cluster).subjects(topics.namespace() + ".")).isEmpty();
  }

  @Test
  void shouldDeleteAllElseWhenTheRegistryIsAwayAndTheSchemasLater(TestCluster cluster)
      throws Exception {
    String name = cluster.namespace() + "-away";
    Topics topics = replay(cluster, name);

    assertThat(delete(cluster, name, NOWHERE)).isEqualTo(3);
    assertThat(err.toString()).contains("tocsin.registry.url", NOWHERE);
    assertNoTopics(cluster, topics);
    assertThat(state(cluster, name)).doesNotExist();
    assertThat(registry(cluster).subjects(topics.namespace() + ".")).isNotEmpty();

    assertThat(delete(cluster, name, cluster.registryUrl())).isZero();
    assertThat(registry(cluster).subjects(topics.namespace() + ".")).isEmpty();
  }
}
