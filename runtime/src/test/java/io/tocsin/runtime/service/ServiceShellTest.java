package io.tocsin.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.runtime.config.ConfigKey;
import io.tocsin.runtime.config.ServiceConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServiceShellTest {
  /** Port 1 is reserved and never listens. */
  private static final String NOBODY = "127.0.0.1:1";

  private static final ServiceDefinition ECHO =
      new ServiceDefinition(
          "echo",
          "Hands bytes on.",
          List.of(
              ConfigKey.integer("tocsin.echo.volume").defaultsTo(3),
              ConfigKey.text("tocsin.echo.password").defaultsTo("none")),
          EchoApp::new);

  @TempDir private Path directory;

  private ServiceConfig config(String brokers, int httpPort) {
    return ServiceShell.config(ECHO)
        .bootstrapServers(brokers)
        .registryUrl("http://" + NOBODY)
        .stateDir(directory)
        .httpPort(httpPort)
        .set("tocsin.startup-timeout", "1s")
        .build();
  }

  private static ServiceFailure failure(StreamsApp app, ServiceConfig config) {
    return catchThrowableOfType(ServiceFailure.class, () -> ServiceShell.start(app, config));
  }

  @Nested
  class Starting {
    @Test
    void shouldNameTheBrokersThatDoNotAnswerWithinBoundedTime() {
      EchoApp app = new EchoApp(config(NOBODY, 0));
      Instant begin = Instant.now();

      ServiceFailure failure = failure(app, config(NOBODY, 0));

      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(15));
      assertThat(failure.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
      assertThat(failure)
          .hasMessage(
              "tocsin.kafka.bootstrap.servers: no broker answered at \"127.0.0.1:1\" within 1 s:"
                  + " 127.0.0.1:1 cannot be reached");
      assertThat(app.closed).hasValue(1);
    }

    @Test
    void shouldNameABrokerThatCannotBeResolved() {
      ServiceConfig config = config("no-such-host.invalid:9092", 0);

      ServiceFailure failure = failure(new EchoApp(config), config);

      assertThat(failure.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
      assertThat(failure)
          .hasMessageContaining("tocsin.kafka.bootstrap.servers")
          .hasMessageContaining("no-such-host.invalid:9092");
    }

    @Test
    void shouldLeaveNothingBehindWhenItFails() throws IOException {
      int port = freePort();
      ServiceConfig config = config(NOBODY, port);
      failure(new EchoApp(config), config);

      assertThat(failure(new EchoApp(config), config))
          .as("neither the port nor the directory is held")
          .hasMessageContaining("no broker answered");
    }

    @Test
    void shouldSayThatThePortIsInUse() throws IOException {
      try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        ServiceConfig config = config(NOBODY, taken.getLocalPort());

        ServiceFailure failure = failure(new EchoApp(config), config);

        assertThat(failure.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
        assertThat(failure)
            .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
            .hasMessageContaining("tocsin.http.port");
      }
    }

    @Test
    void shouldSayThatAnotherInstanceHoldsTheDirectory() throws IOException {
      ServiceConfig config = config(NOBODY, 0);
      try (StateDirLock held = StateDirLock.take(directory, config.applicationId("echo"))) {
        assertThat(held).isNotNull();

        ServiceFailure failure = failure(new EchoApp(config), config);

        assertThat(failure.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
        assertThat(failure)
            .hasMessageContaining("tocsin.state-dir: another instance of news-echo uses")
            .hasMessageContaining(directory.toString());
      }
    }

    private int freePort() throws IOException {
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      }
    }
  }

  @Nested
  class OnTheCommandLine {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(ServiceDefinition definition, String... args) {
      CommandLine command = ServiceShell.command(definition);
      command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
      return command.execute(args);
    }

    private int run(String... args) {
      return run(ECHO, args);
    }

    @Test
    void shouldEndWith2AndAllProblems() {
      int code = run("--mode", "slow", "--set", "echo.volume=loud", "--set", "tocsin.ecko.x=1");

      assertThat(code).isEqualTo(2);
      assertThat(err.toString())
          .contains("tocsin.kafka.bootstrap.servers: required")
          .contains("tocsin.registry.url: required")
          .contains("tocsin.mode: expected live or event but got \"slow\" [command line]")
          .contains("tocsin.echo.volume: expected a whole number but got \"loud\"")
          .contains("tocsin.ecko.x: unknown");
    }

    @Test
    void shouldEndWith2AtAnUnknownFlag() {
      assertThat(run("--namspace", "x")).isEqualTo(2);
      assertThat(err.toString()).contains("--namspace").contains("--namespace");
    }

    @Test
    void shouldEndWith3WhenNoBrokerAnswers() {
      int code =
          run(
              "--bootstrap-servers",
              NOBODY,
              "--registry",
              "http://" + NOBODY,
              "--state-dir",
              directory.toString(),
              "--set",
              "startup-timeout=1s");

      assertThat(code).isEqualTo(3);
    }

    @Test
    void shouldEndWith1WhenTheApplicationCannotBeMade() {
      ServiceDefinition broken =
          new ServiceDefinition(
              "broken",
              "Cannot be made.",
              List.of(),
              config -> {
                throw new IllegalStateException("a bug");
              });

      assertThat(run(broken, "--bootstrap-servers", NOBODY, "--registry", "http://" + NOBODY))
          .isEqualTo(1);
    }

    @Test
    void shouldPrintTheEffectiveConfigurationMasked() throws IOException {
      Path file =
          Files.writeString(
              directory.resolve("tocsin.yaml"),
              """
              tocsin:
                namespace: from-file
                echo:
                  password: hidden
              """);

      int code =
          run(
              "--config",
              file.toString(),
              "--bootstrap-servers",
              "b:1",
              "--registry",
              "http://me:hidden@r:2",
              "--print-config");

      assertThat(code).isZero();
      assertThat(out.toString())
          .contains("tocsin.namespace = from-file  [file " + file + "]")
          .contains("tocsin.kafka.bootstrap.servers = b:1  [command line]")
          .contains("tocsin.echo.password = ********")
          .doesNotContain("hidden");
    }

    @Test
    void shouldTellFlagsAndExitCodes() {
      assertThat(run("--help")).isZero();
      assertThat(out.toString())
          .contains("Hands bytes on.")
          .contains("--bootstrap-servers")
          .contains("Exit codes:")
          .contains("3");
    }
  }
}
