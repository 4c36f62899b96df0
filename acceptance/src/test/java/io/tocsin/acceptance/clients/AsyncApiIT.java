package io.tocsin.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.acceptance.Processes;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The document of the topics, by the official parser of AsyncAPI: its form, the rules that come
 * with the parser, and that every reference leads somewhere. What it says is held by the test of
 * schemas that makes it.
 */
@Needs(Tool.NODE)
class AsyncApiIT {
  private static final Path CHECK = Processes.root().resolve("acceptance/src/test/asyncapi");

  @Test
  void shouldBeTakenByTheOfficialParser() throws IOException {
    Path copy = Processes.freshDirectory();
    for (String file : List.of("package.json", "package-lock.json", "validate.js")) {
      Files.copy(CHECK.resolve(file), copy.resolve(file));
    }
    run(List.of("npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit"), copy);

    List<String> lines =
        run(
                List.of(
                    "node",
                    "validate.js",
                    Processes.root().resolve("docs/asyncapi.yaml").toString()),
                copy)
            .lines();

    assertThat(lines).noneMatch(line -> line.startsWith("error") || line.startsWith("warning"));
    int topics = Topics.of("news", ClockMode.LIVE, 1, AvroSerdes.inMemory()).all().size();
    assertThat(lines).last().asString().startsWith(topics + " channels, ");
  }

  private static ExampleRun run(List<String> command, Path directory) {
    ExampleRun run = ExampleRun.start(command, Map.of(), directory);
    assertThat(run.awaitExit()).as(run.toString()).isZero();
    return run;
  }
}
