package io.tocsin.ingest.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.core.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as scripts see it; with {@code --dry-run}, so without a cluster. */
class SendCommandTest {
  @TempDir private Path directory = Path.of("unset");

  private record Run(int exitCode, String out, String err) {}

  private static Run run(InputStream standardInput, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("--dry-run", "--no-progress"));
    all.addAll(arguments);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        SendCommand.commandLine(standardInput)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(new String[0]));
    return new Run(exitCode, out.toString(), err.toString());
  }

  private static Run run(Object... arguments) {
    return run(
        InputStream.nullInputStream(), Arrays.stream(arguments).map(Object::toString).toList());
  }

  private static Run piped(byte[] input, String... arguments) {
    return run(new ByteArrayInputStream(input), List.of(arguments));
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  private Path file(String name, String content) throws IOException {
    return file(name, content.replace('\'', '"').getBytes(UTF_8));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  private static String post(int id) {
    return "{'source':'gazette','id':'" + id + "','title':'Ferries stop'}";
  }

  @Nested
  class OfJson {
    @Test
    void shouldTakeALineForAPost() throws IOException {
      Path file = file("posts.jsonl", post(1) + "\r\n\n  \n" + post(2) + "\n" + post(3));

      Run run = run(file);

      assertThat(run.exitCode()).isZero();
      assertThat(run.out())
          .isEqualTo(file + ": 3 posts\n3 posts are good, none was sent\n".replace("\n", "\n"));
      assertThat(run.err()).isEmpty();
    }

    @Test
    void shouldTakeAnArrayForManyPostsHoweverItIsLaidOut() throws IOException {
      Path file =
          file(
              "posts.json",
              "\n [\n"
                  + post(1)
                  + ",\n\n{'source':'gazette',\n 'id':'a]},{','title':'[\\'] , {'}\n,"
                  + post(3)
                  + "]\n ");

      assertThat(run(file).out()).contains("3 posts are good");
      assertThat(run(file("none.json", "[]")).out()).contains("0 posts are good");
    }

    @Test
    void shouldTellEachFaultWithItsLineFieldValueAndExpectation() throws IOException {
      Path file =
          file(
              "posts.jsonl",
              post(1)
                  + "\n{'source':'gazette','id':'2','title':'t','publishedAt':'yesterday'}\n{broken\n"
                  + "{'source':'gazette','id':'4'}\n"
                  + post(5));

      Run run = run(file);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().lines())
          .hasSize(3)
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .startsWith(
                          file
                              + ":2: publishedAt: \"yesterday\" is not a time without doubt; expected")
                      .endsWith("(bad-date)"),
              line -> assertThat(line).startsWith(file + ":3: value: ").endsWith("(broken-json)"),
              line ->
                  assertThat(line).startsWith(file + ":4: title, body: ").endsWith("(no-text)"));
      assertThat(run.out())
          .contains("2 posts are good", "3 refused (broken-json 1, bad-date 1, no-text 1)");
    }

    @Test
    void shouldNotLoseTheNeighboursOfABrokenElement() throws IOException {
      Path file = file("posts.json", "[" + post(1) + ",\n{'source':}},\n" + post(3) + "]");

      Run run = run(file);

      assertThat(run.out()).contains("2 posts are good", "1 refused");
      assertThat(run.err()).startsWith(file + ":2: value: ");
    }

    @ParameterizedTest
    @CsvSource({"[{}, the array does not end", "[] x, something follows it in line 1"})
    void shouldTellAnArrayThatIsNone(String content, String problem) throws IOException {
      Run run = run(file("posts.json", content));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("not read on: ", problem);
      assertThat(run.out()).contains("1 files not read to the end");
    }

    @Test
    void shouldBoundWhatItKeepsOfALineWithoutEnd() throws IOException {
      byte[] long_ = new byte[5 * Limits.RECORD_BYTES];
      Arrays.fill(long_, (byte) 'x');
      Path file = file("posts.jsonl", long_);
      Files.writeString(
          file, "\n" + post(2).replace('\'', '"'), java.nio.file.StandardOpenOption.APPEND);

      Run run = run(file);

      assertThat(run.err()).contains(file + ":1: value: 5242880 bytes; expected at most 1048576");
      assertThat(run.out()).contains("1 posts are good", "too-large 1");
    }
  }

  @Nested
  class OfCsv {
    private static final String ROWS =
        """
        Who,No,Headline,Text,When,Take down,Rubric
        gazette,1,Ferries stop,"All ferries, and ""all"" trains,
        stop.",2022-02-11T10:15:00Z,,coast
        gazette,2,,,,,
        gazette,3,A title,,1644571200000,,
        gazette,4,A title,,sometime,,
        """;
    private static final String MAP =
        "source=Who,id=No,title=Headline,body=Text,publishedAt=When,erase=Take down";

    @Test
    void shouldMapColumnsToFields() throws IOException {
      Path file = directory.resolve("posts.csv");
      Files.writeString(file, ROWS);

      Run run = run(file, "--map", MAP);

      assertThat(run.out()).contains("2 posts are good", "2 refused (bad-date 1, no-text 1)");
      assertThat(run.err().lines().toList())
          .satisfiesExactly(
              line -> assertThat(line).startsWith(file + ":4: title, body: both empty"),
              line -> assertThat(line).startsWith(file + ":6: publishedAt: \"sometime\""));
    }

    @Test
    void shouldKeepWhatIsRefusedSoThatItCanBeMendedAndSent() throws IOException {
      Path file = Files.writeString(directory.resolve("posts.csv"), ROWS);
      Path rejects = directory.resolve("rejects.jsonl");

      run(file, "--map", MAP, "--rejects", rejects);

      assertThat(rejects).content().hasLineCount(2).contains("\"publishedAt\":\"sometime\"");
      Files.writeString(
          rejects,
          Files.readString(rejects)
              .replace("sometime", "2022-02-11T10:15:00Z")
              .replace("\"id\":\"2\"", "\"id\":\"2\",\"title\":\"t\""));
      assertThat(run(rejects).out()).contains("2 posts are good, none was sent\n");
    }

    @Test
    void shouldTakeOtherDelimitersNamesAndAConstantSource() throws IOException {
      assertThat(
              run(file("posts.tsv", "id\ttitle\n1\tFerries; stop\n"), "--source", "gazette").out())
          .contains("1 posts are good");
      Path bare = file("bare.txt", "1;Ferries, stop\n2;Trains\n");
      assertThat(
              run(
                      bare,
                      "--format",
                      "csv",
                      "--delimiter",
                      ";",
                      "--columns",
                      "id,title",
                      "--source",
                      "g")
                  .out())
          .contains("2 posts are good");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "title,body|--source=g|no column for id; expected one of that name, or --map id=COLUMN",
          "id,title|--map=title=title|no column for source; expected one of that name, or --map",
          "id,title|--map=body=Text|no column \"Text\"; its columns are \"id\", \"title\"",
          "id,id,title|--source=g|two columns for \"id\""
        })
    void shouldTellWhatDoesNotFit(String header, String option, String problem) throws IOException {
      Run run = run(file("posts.csv", header + "\n1,2\n"), option);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains(problem);
    }

    @Test
    void shouldTellARowWithTooManyCellsAndAQuoteThatIsMissing() throws IOException {
      Path wide = file("wide.csv", "source,id,title\ng,1,t,x\ng,2,t\n");
      assertThat(run(wide).err()).contains(wide + ":2: row: 4 cells; expected at most 3");

      Path open =
          Files.writeString(
              directory.resolve("open.csv"),
              "source,id,title\ng,1,t\ng,2,\"" + "never ends,\n".repeat(300_000));
      Run run = run(open);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains(open + ":2: not read on: ");
      assertThat(run.out()).contains("1 posts are good");
    }

    @Test
    void shouldRefuseOptionsThatMeanNothing() throws IOException {
      Path file = file("posts.csv", "source,id,title\n");
      assertThat(run(file, "--map", "titel=Headline").err())
          .contains("--map = \"titel\": expected one of the fields author, body");
      assertThat(run(file, "--delimiter", "::").exitCode()).isEqualTo(2);
    }
  }

  @Nested
  class OfGzip {
    @Test
    void shouldBeKnownByItsFirstBytesNotByItsName() throws IOException {
      byte[] posts = (post(1) + "\n" + post(2)).replace('\'', '"').getBytes(UTF_8);

      assertThat(run(file("posts.jsonl", gzip(posts))).out()).contains("2 posts are good");
      assertThat(run(file("posts.csv.gz", gzip("source,id,title\ng,1,t\n".getBytes(UTF_8)))).out())
          .contains("1 posts are good");
      assertThat(piped(gzip(posts), "-").out()).contains("-: 2 posts\n", "2 posts are good");
    }

    @Test
    void shouldStopWhereItSwellsAsOnlyBombsDo() throws IOException {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(packed)) {
        byte[] nothing = new byte[1 << 20];
        Arrays.fill(nothing, (byte) '\n');
        for (int i = 0; i < 100; i++) {
          out.write(nothing);
        }
      }

      Run run = run(file("bomb.gz", packed.toByteArray()));

      assertThat(packed.size()).isLessThan(1 << 20);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("it unpacks to more than 250 times its size");
    }

    @Test
    void shouldTellOneThatIsCutShort() throws IOException {
      byte[] whole = gzip((post(1) + "\n").repeat(1_000).replace('\'', '"').getBytes(UTF_8));

      Run run = run(file("cut.gz", Arrays.copyOf(whole, whole.length - 20)));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("not read on: ");
    }
  }

  @Nested
  class OfFiles {
    @Test
    void shouldGoOnWithTheNextOne() throws IOException {
      Path broken = file("broken.json", "[" + post(1));
      Path good = file("good.jsonl", post(2));

      Run run = run(broken, good);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).contains(good + ": 1 posts\n", ", 1 files not read to the end");
    }

    @Test
    void shouldBeThereBeforeAnythingIsDone() throws IOException {
      Path good = file("good.jsonl", post(2));

      assertThat(run(good, directory.resolve("missing.jsonl")))
          .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
          .satisfies(run -> assertThat(run.err()).contains("missing.jsonl: expected a file"))
          .satisfies(run -> assertThat(run.out()).isEmpty());
      assertThat(run(directory).exitCode()).isEqualTo(2);
      assertThat(run(good, good).err()).contains("named twice");
      assertThat(run(good, "--rejects", good).err()).contains("--rejects would overwrite");
      assertThat(run().exitCode()).isEqualTo(2);
    }

    @Test
    void shouldTellAThousandFaultsAndCountTheOthers() throws IOException {
      Run run = run(file("posts.jsonl", "{}\n".repeat(1_500)));

      assertThat(run.err().lines()).hasSize(1_001);
      assertThat(run.err()).contains("more than 1000 are refused; the others are counted");
      assertThat(run.out()).contains("1500 refused (missing-field 1500)");
    }
  }
}
