package io.tocsin.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.core.match.RuleMatcher;
import io.tocsin.alerts.core.rules.RuleFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RulesCommandTest {

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine command = RulesCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("rules.yaml"), text).toString();
  }

  @Test
  void shouldValidateAFile() throws IOException {
    assertThat(run("validate", file("rules: [{id: war, match: war}]"))).isZero();
    assertThat(out.toString()).contains("1 rules, all good");
  }

  @Test
  void shouldSayAllThatIsWrong() throws IOException {
    int code = run("validate", file("rules:\n  - id: war\n    mach: war\n  - match: '('\n"));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains("4 problems")
        .contains("line 2: rule war: match: the words to look for")
        .contains("line 3: rule war: mach: unknown key; did you mean match?")
        .contains("line 4: rule #2: id: a name for the rule")
        .contains("line 4: rule #2: match = (: unexpected end");
  }

  @Test
  void shouldPointAtWhatIsWrongInAQuery() throws IOException {
    assertThat(run("validate", file("rules: [{id: war, match: war AND (peace}]"))).isEqualTo(2);
    assertThat(err.toString().lines().toList())
        .contains("      war AND (peace", "                    ^");
  }

  @Nested
  class Trying {

    private final String rules =
        "rules: [{id: war, match: invade, expand: true, planned: separate}]";

    @Test
    void shouldSayWhatCountsAndWhere() throws IOException {
      assertThat(run("test", "--rules", file(rules), "--text", "They invaded. An invasion began."))
          .isZero();
      assertThat(out.toString())
          .contains("invade: invasion")
          .contains("rule war: counts")
          .contains("body 5-12 \"invaded\"")
          .contains("body 17-25 \"invasion\"");
    }

    @Test
    void shouldSayInWhichContext() throws IOException {
      assertThat(run("test", "--rules", file(rules), "--text", "They will not invade.")).isZero();
      assertThat(out.toString()).contains("rule war: does not count, negated");

      assertThat(run("test", "--rules", file(rules), "--text", "They may invade.")).isZero();
      assertThat(out.toString()).contains("counts apart, in the scope ~planned, planned");
    }

    @Test
    void shouldTryRawPosts() throws IOException {
      Path posts = directory.resolve("posts.jsonl");
      Files.writeString(
          posts,
          "{\"id\": \"a\", \"title\": \"Invasion\", \"body\": \"Tanks.\"}\n{\"id\": \"b\","
              + " \"title\": \"Peace\"}\n");

      assertThat(run("test", "--rules", file(rules), "--posts", posts.toString())).isZero();
      assertThat(out.toString())
          .contains("post a: Invasion")
          .contains("title 0-8 \"Invasion\"")
          .contains("post b: no rule matches");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no json", "{}", "[]"})
    void shouldNameTheLineThatIsNoPost(String line) throws IOException {
      Path posts = Files.writeString(directory.resolve("posts.jsonl"), line);

      assertThat(run("test", "--rules", file(rules), "--posts", posts.toString())).isEqualTo(2);
      assertThat(err.toString()).contains("line 1: expected a raw post");
    }

    @Test
    void shouldWantATextOrPosts() throws IOException {
      assertThat(run("test", "--rules", file(rules))).isEqualTo(2);
      assertThat(run("test", "--rules", file(rules), "--posts", "nowhere.jsonl")).isEqualTo(2);
    }
  }

  @Test
  void shouldNotApplyAFileWithProblems() throws IOException {
    assertThat(run("apply", file("rules: [{id: war}]"))).isEqualTo(2);
    assertThat(err.toString()).contains("match: the words to look for");
  }

  @Test
  void shouldSayThatTheFileIsMissing() {
    assertThat(run("validate", directory.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no file");
  }

  @Test
  void shouldSayWhatIsMissingInTheConfiguration() throws IOException {
    assertThat(run("apply", file("rules: []"), "--set", "threads=many")).isEqualTo(2);
    assertThat(err.toString())
        .contains("tocsin.threads")
        .contains("tocsin.kafka.bootstrap.servers")
        .contains("tocsin.registry.url");
  }

  @Nested
  class OurOwnRules {

    private static RuleFile read(String name) throws IOException {
      Path root = Path.of(System.getProperty("tocsin.root", ".."));
      return RuleFile.read(Files.readAllBytes(root.resolve(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"etc/rules.yaml", "etc/rules-ratio.yaml", "etc/sample/rules.yaml"})
    void shouldBeGood(String name) throws IOException {
      assertThat(read(name).problems()).isEmpty();
      assertThat(read(name).rules()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "en, Everybody must flee their homes., evacuation",
      "en, The town was evacuated overnight., evacuation",
      "uk, Оголошено: евакуація міста., evacuation",
      "en, Troops invaded at dawn., invasion",
      "en, Armoured cars crossed over the border., invasion",
      "en, Air raid sirens sounded., air-raid",
      "en, Drones attacked the port., air-raid",
      "en, Two explosions shook the harbour., explosion",
      "en, Rivers flooded hundreds of homes., disaster",
      "en, Soldiers declared martial law., coup",
      "en, There was an explosion of interest in gardening.,",
      "en, The drone show delighted visitors.,",
      "en, Invasive plants are spreading.,"
    })
    void shouldFindWhatTheyAreFor(String language, String body, String rule) throws IOException {
      RuleMatcher matcher = new RuleMatcher(read("etc/rules.yaml").rules());

      List<String> found =
          matcher.match(post(language, body)).stream()
              .map(hit -> hit.rule())
              .map(Rule::ruleId)
              .toList();

      assertThat(found).isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    private static PostRevision post(String language, String body) {
      return new PostRevision(
          "wire:1", 1, 0, "wire", false, false, language, "", body, null, List.of(), List.of(),
          List.of(), null);
    }
  }
}
