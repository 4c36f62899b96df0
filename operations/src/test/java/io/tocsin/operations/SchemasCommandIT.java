package io.tocsin.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.LoginPage;
import io.tocsin.testkit.TestCluster;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class SchemasCommandIT {

  private static CommandRun run(TestCluster cluster, String... args) {
    return CommandRun.of(SchemasCommand.commandLine(), cluster, args);
  }

  private static SchemaRegistryClient registry(TestCluster cluster) {
    return new CachedSchemaRegistryClient(
        List.of(cluster.registryUrl()), 100, List.of(new AvroSchemaProvider()), Map.of());
  }

  @Test
  void shouldRegisterAllSchemasWithTheirLevelOnceAndAgain(TestCluster cluster) throws Exception {
    CommandRun before = run(cluster, "check");
    CommandRun first = run(cluster, "register");
    CommandRun again = run(cluster, "register");

    assertThat(before.err()).isEmpty();
    assertThat(before.exitCode()).isEqualTo(1);
    assertThat(before.out()).contains("15 subjects, 15 not as they should be");
    assertThat(first.err()).isEmpty();
    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).contains("registered  " + cluster.namespace() + ".posts.raw-value");
    assertThat(again.err()).isEmpty();
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).doesNotContain("registered  ").contains("0 not as they should be");
    assertThat(run(cluster, "check").exitCode()).isZero();
    assertThat(registry(cluster).getCompatibility(cluster.namespace() + ".rules-manifest"))
        .isEqualTo("FULL_TRANSITIVE");
  }

  @Test
  void shouldTellWhatDoesNotFitAndLeaveItAlone(TestCluster cluster) throws Exception {
    String subject = cluster.namespace() + ".posts-value";
    Schema other =
        SchemaBuilder.record("Post")
            .namespace("io.tocsin.avro")
            .fields()
            .requiredInt("temperature")
            .endRecord();
    registry(cluster).register(subject, new AvroSchema(other));

    CommandRun register = run(cluster, "register");
    CommandRun check = run(cluster, "check", "--json");

    assertThat(register.exitCode()).isEqualTo(1);
    assertThat(register.out())
        .doesNotContain("registered  " + subject)
        .contains("wrong  " + subject + " version 1:")
        .contains("1 not as they should be");
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out()).contains("\"fit\" : \"INCOMPATIBLE\"");
    assertThat(registry(cluster).getAllVersions(subject)).hasSize(1);
  }

  @Test
  void shouldSeeAndRepairAnotherLevel(TestCluster cluster) throws Exception {
    String subject = cluster.namespace() + ".alerts-value";
    run(cluster, "register");
    registry(cluster).updateCompatibility(subject, "NONE");

    CommandRun check = run(cluster, "check");
    CommandRun repair = run(cluster, "register");

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out()).contains("NONE, expected FULL_TRANSITIVE");
    assertThat(repair.exitCode()).isZero();
    assertThat(run(cluster, "check").exitCode()).isZero();
  }

  @Test
  void shouldNotTakeALoginPageForARegistry(TestCluster cluster) throws Exception {
    try (LoginPage page = LoginPage.start()) {
      CommandRun run =
          CommandRun.of(
              SchemasCommand.commandLine(),
              "check",
              "--bootstrap-servers",
              cluster.bootstrapServers(),
              "--registry",
              page.url());

      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.err())
          .contains("tocsin.registry.url")
          .contains("answered 200 with text/html; expected the list of subjects");
    }
  }
}
