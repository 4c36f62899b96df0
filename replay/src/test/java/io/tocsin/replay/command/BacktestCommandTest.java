package io.tocsin.replay.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {

  static final String RULES =
      """
      rules:
        - id: evacuation
          match: evacuate
          windows: [1h]
          falseAlarms: 1 per 30d
          minimum: {voices: 3, sources: 2}
      """;

  private static final List<String> POSTS =
      List.of(
          post("metro", 1, "2022-02-11T10:00:00Z", "Hundreds evacuate the harbour"),
          post("radio", 2, "2022-02-11T12:10:00+02:00", "Two streets had to evacuate"),
          post("herald", 3, "2022-02-11T10:20:00Z", "Families evacuate the old town"));

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static String post(String source, int id, String seenAt, String title) {
    return "{\"source\":\"%s\",\"id\":\"%d\",\"seenAt\":\"%s\",\"title\":\"%s\",\"language\":\"en\"}"
        .formatted(source, id, seenAt, title);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private Path posts(List<String> lines) throws IOException {
    return write("posts.jsonl", String.join("\n", lines) + "\n");
  }

  private int run(Path posts, String... more) throws IOException {
    return run(RULES, posts, more);
  }

  private int run(String rules, Path posts, String... more) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of("--posts", posts.toString(), "--rules", write("rules.yaml", rules).toString()));
    line.addAll(List.of("--alerts", directory.resolve("alerts.jsonl").toString()));
    line.addAll(List.of(more));
    return BacktestCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(line.toArray(String[]::new));
  }

  private List<String> alerts() throws IOException {
    return Files.readAllLines(directory.resolve("alerts.jsonl"));
  }

  @Test
  void shouldWriteTheAlertsAndASummaryWhateverTheZonesOfTheTimes() throws IOException {
    assertThat(run(posts(POSTS))).isZero();

    JsonNode alert = new ObjectMapper().readTree(alerts().get(0));
    assertThat(alerts()).hasSize(1);
    assertThat(alert.fieldNames())
        .toIterable()
        .contains("type", "alertId", "ruleId", "scope", "at", "window", "observed", "expected")
        .contains("probability", "severity", "sources", "posts", "sequence", "evidence");
    assertThat(alert.get("type").textValue()).isEqualTo("OPENED");
    assertThat(alert.get("at").textValue()).isEqualTo("2022-02-11T10:20:00Z");
    assertThat(alert.get("window").textValue()).isEqualTo("1h");
    assertThat(alert.get("observed").intValue()).isEqualTo(3);
    assertThat(alert.get("sources")).hasSize(3);
    assertThat(out.toString())
        .startsWith("posts=3 rejected=0 revisions=3 mentions=3 events=1 opened=1")
        .contains("sorted=false");
  }

  @Test
  void shouldSayWhereAPlaceIs() throws IOException {
    List<String> inKyiv =
        POSTS.stream()
            .map(post -> post.replace("Hundreds", "In Kyiv hundreds"))
            .map(post -> post.replace("Two streets", "Kyiv: two streets"))
            .map(post -> post.replace("Families", "Families in Kyiv"))
            .toList();

    assertThat(run(RULES + "    scope: place\n", posts(inKyiv))).isZero();
    JsonNode alert = new ObjectMapper().readTree(alerts().get(0));
    assertThat(alert.get("scope").textValue()).isEqualTo("place:geonames:703448");
    assertThat(alert.get("scopeLatitude").doubleValue()).isBetween(50.2, 50.7);
    assertThat(alert.get("scopeLongitude").doubleValue()).isBetween(30.2, 30.9);

    assertThat(run(posts(inKyiv))).isZero();
    assertThat(alerts().get(0)).contains("\"scopeLatitude\":null,\"scopeLongitude\":null");
  }

  @Test
  void shouldReadGzipAndGoToTheEndOfTheRange() throws IOException {
    Path file = directory.resolve("posts.jsonl.gz");
    try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(String.join("\n", POSTS).getBytes(StandardCharsets.UTF_8));
    }

    assertThat(run(file, "--to", "2022-02-12T00:00:00Z")).isZero();
    assertThat(alerts()).hasSize(2);
    assertThat(alerts().get(1)).contains("\"type\":\"RESOLVED\"");
  }

  @Test
  void shouldSortWhatIsNotInOrder() throws IOException {
    run(posts(POSTS));
    List<String> inOrder = alerts();

    assertThat(run(posts(List.of(POSTS.get(2), POSTS.get(0), POSTS.get(1))))).isZero();
    assertThat(alerts()).isEqualTo(inOrder);
    assertThat(out.toString()).contains("sorted=true");
  }

  @Test
  void shouldNameRejectedPostsAndGoOn() throws IOException {
    List<String> lines = new ArrayList<>(POSTS);
    lines.add("{\"source\":\"metro\",\"id\":\"9\",\"seenAt\":\"2022-02-11T11:00:00Z\"}");

    assertThat(run(posts(lines))).isZero();
    assertThat(out.toString()).contains("posts=4 rejected=1");
    assertThat(err.toString()).contains("line 4");
  }

  @Test
  void shouldWriteAReport() throws IOException {
    assertThat(run(posts(POSTS), "--report", directory.resolve("report").toString())).isZero();
    assertThat(directory.resolve("report").resolve("report.html"))
        .content()
        .contains("Content-Security-Policy", "Hundreds", "uPlot");
  }

  @Nested
  class AsTheServicesAreConfigured {

    private final List<String> published =
        POSTS.stream()
            .map(post -> post.replace("}", ",\"publishedAt\":\"2022-02-11T07:30:00Z\"}"))
            .toList();

    @Test
    void shouldNotCountWhatIsBacklogThere() throws IOException {
      assertThat(run(posts(published))).isZero();
      assertThat(alerts()).as("within six hours").hasSize(1);
      assertThat(err.toString()).doesNotContain("as configured");

      assertThat(run(posts(published), "--set", "ingest.backlog-age=1h")).isZero();
      assertThat(alerts()).isEmpty();
      assertThat(err.toString())
          .contains("as configured: tocsin.ingest.backlog-age = 1h  [command line]");
    }

    @Test
    void shouldReadTheirFileWhateverItSaysOfACluster() throws IOException {
      Path file =
          write(
              "services.yaml",
              """
              tocsin:
                kafka:
                  security.protocol: SASL_SSL
                  sasl.jaas.config: ${file:/nowhere/login}
                ingest:
                  backlog-age: 1h
              """);

      assertThat(run(posts(published), "--config", file.toString())).isZero();
      assertThat(alerts()).isEmpty();
    }

    @Test
    void shouldForgetMentionsWhenTheyDo() throws IOException {
      List<String> lines = new ArrayList<>(POSTS);
      POSTS.forEach(
          post ->
              lines.add(
                  post.replaceAll("\"seenAt\":\"[^\"]*\"", "\"seenAt\":\"2022-02-11T11:21:00Z\"")
                      .replace("}", ",\"status\":\"canceled\"}")));

      assertThat(run(posts(lines))).isZero();
      assertThat(alerts()).last().asString().contains("\"type\":\"RETRACTED\"");
      assertThat(run(posts(lines), "--set", "alerts.post-memory=1h")).isZero();
      assertThat(alerts())
          .as("what is forgotten cannot be taken back")
          .noneMatch(alert -> alert.contains("\"type\":\"RETRACTED\""))
          .last()
          .asString()
          .contains("\"type\":\"RESOLVED\"");
    }

    @Test
    void shouldCountContestedTerritoriesAsTheyDo() throws IOException {
      String rules = RULES + "    scope: country\n";
      Path posts =
          posts(
              POSTS.stream()
                  .map(post -> post.replace("Hundreds", "In Sevastopol hundreds"))
                  .map(post -> post.replace("Two streets", "Sevastopol: two streets"))
                  .map(post -> post.replace("Families", "Families in Sevastopol"))
                  .toList());
      Path policy =
          write("own.yaml", "version: desk-1\nterritories: [{name: Sevastopol, country: RU}]\n");

      assertThat(run(rules, posts)).isZero();
      assertThat(alerts()).isNotEmpty().allMatch(alert -> alert.contains("\"scope\":\"UA\""));
      assertThat(run(rules, posts, "--set", "enrich.territories=" + policy)).isZero();
      assertThat(alerts()).isNotEmpty().allMatch(alert -> alert.contains("\"scope\":\"RU\""));
    }

    @Test
    void shouldNameAPolicyForTerritoriesThatIsNone() throws IOException {
      Path policy = write("own.yaml", "territories: 7\n");

      assertThat(run(posts(POSTS), "--set", "enrich.territories=" + policy)).isEqualTo(2);
      assertThat(err.toString()).contains("tocsin.enrich.territories", "own.yaml:1");
      assertThat(directory.resolve("alerts.jsonl")).doesNotExist();
    }

    @Test
    void shouldNameAKeyThatIsWrong() throws IOException {
      assertThat(run(posts(POSTS), "--set", "ingest.backlog-age=soon")).isEqualTo(2);
      assertThat(err.toString()).contains("tocsin.ingest.backlog-age: expected", "soon");
      assertThat(run(posts(POSTS), "--set", "alerts.post-memroy=1h")).isEqualTo(2);
      assertThat(err.toString()).contains("did you mean tocsin.alerts.post-memory?");
      assertThat(directory.resolve("alerts.jsonl")).doesNotExist();
    }
  }

  @Nested
  class BadInput {

    @Test
    void shouldTellALineThatIsNoPostAndLeaveNothing() throws IOException {
      List<String> lines = new ArrayList<>(POSTS);
      lines.add(1, "{\"source\":\"metro\",\"seenAt\":\"tomorrow\"}");

      assertThat(run(posts(lines))).isEqualTo(2);
      assertThat(err.toString()).contains("line 2: id is missing, expected a text");
      assertThat(directory.resolve("alerts.jsonl")).doesNotExist();
      assertThat(directory.resolve("alerts.jsonl.partial")).doesNotExist();
    }

    @Test
    void shouldTellAFileThatEndsInTheMiddleOfALine() throws IOException {
      String text = String.join("\n", POSTS);

      assertThat(run(write("cut.jsonl", text.substring(0, text.length() - 30)))).isEqualTo(2);
      assertThat(err.toString()).contains("line 3", "the file ends in the middle of this line");
    }

    @Test
    void shouldTellAnEmptyRange() throws IOException {
      assertThat(run(posts(POSTS), "--from", "2030-01-01T00:00:00Z")).isEqualTo(2);
      assertThat(err.toString()).contains("has no post in the range");
    }

    @Test
    void shouldTellAMissingFile() throws IOException {
      assertThat(run(directory.resolve("none.jsonl"))).isEqualTo(2);
      assertThat(err.toString()).contains("none.jsonl", "does not exist");
    }

    @Test
    void shouldTellATimeWithoutAZone() throws IOException {
      String post = post("metro", 1, "2022-02-11T10:00:00", "Hundreds evacuate");

      assertThat(run(posts(List.of(post)))).isEqualTo(2);
      assertThat(err.toString()).contains("seenAt is", "zone or offset");
      assertThat(run(posts(List.of(post)), "--zone", "Europe/Kyiv")).isZero();
    }

    @Test
    void shouldKeepUnknownFields() throws IOException {
      String post = POSTS.get(0).replace("\"title\"", "\"mood\":\"grey\",\"title\"");

      assertThat(run(posts(List.of(post, POSTS.get(1), POSTS.get(2))))).isZero();
      assertThat(alerts()).hasSize(1);
    }

    @Test
    void shouldTellBadOptions() throws IOException {
      assertThat(run(posts(POSTS), "--threads", "0")).isEqualTo(2);
      assertThat(err.toString()).contains("--threads is 0");
      assertThat(run(posts(POSTS), "--as-of", "dreamt")).isEqualTo(2);
      assertThat(err.toString()).contains("--as-of is dreamt, expected seen or published");
    }
  }
}
