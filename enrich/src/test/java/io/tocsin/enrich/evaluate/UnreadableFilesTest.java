package io.tocsin.enrich.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.runtime.service.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Files that cannot be used end a command with a line that names them. */
class UnreadableFilesTest {

  @TempDir private Path directory;
  private final StringWriter told = new StringWriter();

  private int run(CommandLine command, String... args) {
    return command.setErr(new PrintWriter(told)).execute(args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"entities --bio", "entities --gold", "topics --gold", "stories --pairs"})
  void shouldNameAFileThatIsMissing(String command) {
    String missing = directory.resolve("missing").toString();
    String[] words = (command + " " + missing).split(" ");

    assertThat(run(EvaluateMain.commandLine(), words)).isEqualTo(ExitCode.WORLD_BROKEN.code());
    assertThat(told.toString()).contains(missing + ": no such file").hasLineCount(1);
  }

  @Test
  void shouldNameAMissingModel() throws IOException {
    Path file = Files.writeString(directory.resolve("a.bio"), "Kyiv\tB-LOC\n");
    String missing = directory.resolve("missing").toString();

    int ended =
        run(EvaluateMain.commandLine(), "entities", "--bio", file.toString(), "--model", missing);

    assertThat(ended).isEqualTo(ExitCode.WORLD_BROKEN.code());
    assertThat(told.toString()).contains(missing + ": no such file").hasLineCount(1);
  }

  @Test
  void shouldNameADirectoryInThePlaceOfAFile() {
    int ended = run(EvaluateMain.commandLine(), "entities", "--bio", directory.toString());

    assertThat(ended).isEqualTo(ExitCode.WORLD_BROKEN.code());
    assertThat(told.toString())
        .contains(directory + ": expected a file, this is a directory")
        .hasLineCount(1);
  }

  @Test
  void shouldNameAFileThatIsNotPacked() throws IOException {
    Path file = Files.writeString(directory.resolve("a.bio.gz"), "Kyiv\tB-LOC\n");

    int ended = run(EvaluateMain.commandLine(), "entities", "--bio", file.toString());

    assertThat(ended).isEqualTo(ExitCode.WORLD_BROKEN.code());
    assertThat(told.toString()).contains(file + ": expected a gzip file").hasLineCount(1);
  }

  @Test
  void shouldNameALineThatIsNoTaggedToken() throws IOException {
    Path file = Files.writeString(directory.resolve("a.bio"), "Kyiv\tB-LOC\n\nfalls\n");

    int ended = run(EvaluateMain.commandLine(), "entities", "--bio", file.toString());

    assertThat(ended).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(told.toString())
        .contains(file + ":3: expected a token and its tag with a tab between them, found 'falls'");
  }

  @Test
  void shouldNamePostsThatAreMissing() {
    String missing = directory.resolve("missing.jsonl").toString();
    String out = directory.resolve("out.jsonl").toString();

    int ended = run(EnrichFilesMain.commandLine(), "--posts", missing, "--out", out);

    assertThat(ended).isEqualTo(ExitCode.WORLD_BROKEN.code());
    assertThat(told.toString()).contains(missing + ": no such file").hasLineCount(1);
    assertThat(Path.of(out)).doesNotExist();
  }
}
