package io.tocsin.replay.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {

  private static final String PAGE = "2 Posts\n\nB title\n\nB text.\n\nA title\n\nA text.\n";

  @TempDir private Path directory = Path.of("unset");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path page = Path.of("unset");
  private Path posts = Path.of("unset");

  @BeforeEach
  void writePage() throws IOException {
    page = Files.writeString(directory.resolve("page.txt"), PAGE);
    posts = directory.resolve("posts.jsonl");
  }

  private int run(Path file, String start, String end, String... more) {
    List<String> args = new ArrayList<>(List.of(file.toString()));
    args.addAll(List.of("--start", start, "--end", end, "--out", posts.toString()));
    args.addAll(List.of(more));
    return new CommandLine(new ImportCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args.toArray(String[]::new));
  }

  private int run(String... more) {
    return run(page, "2022-02-11T06:00:00Z", "2022-02-11T07:00:00Z", more);
  }

  @Nested
  class Success {

    @Test
    void shouldWriteOnePostALine() throws IOException {
      assertThat(run("--source", "desk")).isZero();
      assertThat(Files.readAllLines(posts))
          .hasSize(2)
          .allMatch(line -> line.startsWith("{\"source\":\"desk\"") && line.contains("Estimated"));
      assertThat(out.toString()).contains("2 posts from 2022-02-11T06:00:00Z");
      assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldTakeTheStatedZone() throws IOException {
      int exit = run(page, "2022-02-11T06:00", "2022-02-11T07:00", "--zone", "America/New_York");

      assertThat(exit).isZero();
      assertThat(Files.readString(posts)).contains("2022-02-11T11:00:00Z");
    }

    @Test
    void shouldWritePostsAndNothingElseIntoAPipe() {
      ByteArrayOutputStream pipe = new ByteArrayOutputStream();
      int exit =
          new CommandLine(new ImportCommand(pipe))
              .setOut(new PrintWriter(out, true))
              .setErr(new PrintWriter(err, true))
              .execute(
                  page.toString(),
                  "--start=2022-02-11T06:00:00Z",
                  "--end=2022-02-11T07:00:00Z",
                  "--out=-");

      assertThat(exit).isZero();
      assertThat(pipe.toString(StandardCharsets.UTF_8).lines())
          .hasSize(2)
          .allMatch(line -> line.startsWith("{\"source\":\"live-blog\""));
      assertThat(out.toString()).isEmpty();
      assertThat(err.toString()).contains("2 posts from 2022-02-11T06:00:00Z");
    }

    @Test
    void shouldNoteACountThatDiffers() throws IOException {
      Files.writeString(page, PAGE.replace("2 Posts", "9 Posts"));

      assertThat(run()).isZero();
      assertThat(err.toString()).contains("states 9 posts, found were 2");
    }
  }

  @Nested
  class Errors {

    private void assertRefused(int exit, String... words) {
      assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
      assertThat(err.toString()).contains(words);
      assertThat(posts).doesNotExist();
    }

    @Test
    void shouldRefuseAnEndBeforeTheStart() {
      assertRefused(run(page, "2022-02-11T06:00:00Z", "2022-02-11T05:00:00Z"), "--end", "--start");
    }

    @Test
    void shouldRefuseATimeWithoutAZone() {
      assertRefused(run(page, "2022-02-11T06:00", "2022-02-11T07:00"), "--start", "--zone");
    }

    @Test
    void shouldRefuseAnUnknownZone() {
      assertRefused(run("--zone", "Mars/Base"), "Mars/Base");
    }

    @Test
    void shouldRefuseAMissingFile() {
      assertRefused(
          run(directory.resolve("no.txt"), "2022-02-11T06:00:00Z", "2022-02-11T07:00:00Z"),
          "no.txt does not exist");
    }

    @Test
    void shouldRefuseADirectory() {
      assertRefused(run(directory, "2022-02-11T06:00:00Z", "2022-02-11T07:00:00Z"), "not a file");
    }

    @Test
    void shouldRefuseABinaryFile() throws IOException {
      Files.write(page, new byte[] {(byte) 0xff, (byte) 0xd8, 0, 1});
      assertRefused(run(), "not UTF-8");
      Files.write(page, new byte[] {'a', 0, 'b'});
      assertRefused(run(), "binary");
    }

    @Test
    void shouldRefuseHtmlAndJson() throws IOException {
      Files.writeString(page, "<!DOCTYPE html><html></html>");
      assertRefused(run(), "is HTML");
      Files.writeString(page, "{\"source\":\"s\"}");
      assertRefused(run(), "needs no import");
    }

    @Test
    void shouldRefuseAPageWithoutPosts() throws IOException {
      Files.writeString(page, "Nothing here.");
      assertRefused(run(), "no posts");
    }

    @Test
    void shouldRefuseASourceThatCannotBeAKey() {
      assertRefused(run("--source", "a:b"), "a:b");
    }

    @Test
    void shouldNotOverwriteItsInput() throws IOException {
      posts = page;
      int exit = run();

      assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
      assertThat(Files.readString(page)).isEqualTo(PAGE);
    }
  }
}
