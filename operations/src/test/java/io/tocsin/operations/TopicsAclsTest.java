package io.tocsin.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TopicsAclsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** No cluster listens there: none is asked. */
  private int run(String... arguments) {
    CommandLine command = TopicsCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    List<String> all =
        new ArrayList<>(
            List.of(
                "acls", "--bootstrap-servers", "127.0.0.1:1", "--registry", "http://127.0.0.1:1"));
    all.addAll(List.of(arguments));
    return command.execute(all.toArray(String[]::new));
  }

  @Test
  void shouldPrintTheCommandsOfOnePrincipal() {
    assertThat(run("poster", "--principal", "User:CN=wire desk", "--namespace", "eu")).isZero();

    assertThat(out)
        .hasToString(
            "# poster: sends raw posts\n"
                + "kafka-acls.sh --bootstrap-server 127.0.0.1:1 --add"
                + " --allow-principal 'User:CN=wire desk' --operation Write"
                + " --topic 'eu.posts.raw'\n");
  }

  @Test
  void shouldPrintThoseOfAllByTheirNames() {
    assertThat(run()).isZero();

    assertThat(out.toString())
        .contains("--allow-principal 'User:ingest'")
        .contains("--allow-principal 'User:rules-apply'")
        .contains("--transactional-id 'news-alerts-' --resource-pattern-type prefixed");
  }

  @Test
  void shouldSayThatSchemasNeedNothingOfTheCluster() {
    assertThat(run("schemas")).isZero();

    assertThat(out)
        .hasToString(
            """
            # schemas: `tocsin schemas register` and `check`
            # needs no right on the cluster: it asks the registry alone
            """);
  }

  @Test
  void shouldSayWhoThereIs() {
    assertThat(run("ingress")).isEqualTo(2);

    assertThat(err.toString())
        .contains("expected one of poster, door, ingest,")
        .contains("ingress");
  }

  @Test
  void shouldPrintNothingThatBreaksOutOfItsQuotes() {
    assertThat(run("poster", "--principal", "User:x'; rm y")).isEqualTo(2);

    assertThat(err.toString()).contains("--principal: expected");
    assertThat(out.toString()).isEmpty();
  }
}
