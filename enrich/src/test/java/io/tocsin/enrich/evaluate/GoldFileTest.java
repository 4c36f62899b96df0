package io.tocsin.enrich.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.enrich.core.AnnotatorChain;
import io.tocsin.enrich.core.StandardAnnotators;
import io.tocsin.enrich.evaluate.GoldPost.Answer;
import io.tocsin.enrich.evaluate.GoldPost.Mention;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class GoldFileTest {

  private static final Path GOLD = Path.of("src/test/resources/gold");

  private static final AnnotatorChain CHAIN =
      new AnnotatorChain(StandardAnnotators.shared(), (annotator, why) -> {});

  @TempDir private Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("gold.txt"), text);
  }

  @Test
  void shouldReadWordsAndWhatIsRight() throws IOException {
    assertThat(GoldFile.read(file("# comment\n\n[Kiev|geonames:703448 or country UA] is far.\n")))
        .containsExactly(
            new GoldPost(
                "gold.txt:3",
                "Kiev is far.",
                null,
                null,
                List.of(
                    new Mention(
                        0,
                        4,
                        List.of(
                            new Answer.Linked("geonames:703448"), new Answer.OfCountry("UA"))))));
  }

  @Test
  void shouldReadWhatThePostIsPartOf() throws IOException {
    assertThat(GoldFile.read(file("{a-slug} One.\n{Head|About | this}[Two|none].\n{}Three.\n")))
        .extracting(GoldPost::text, GoldPost::collection, GoldPost::collectionAbout)
        .containsExactly(
            tuple("One.", "a-slug", null),
            tuple("Two.", "Head", "About | this"),
            tuple("Three.", "", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{open [Kiev|none]",
        "[Kiev|703448]",
        "[Kiev|country Ukraine]",
        "[Kiev]",
        "Kiev|none]",
        "[Kiev|]"
      })
  void shouldTellWhereAMarkIsWrong(String line) throws IOException {
    Path file = file("fine\n" + line);

    assertThatThrownBy(() -> GoldFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("gold.txt:2: expected ");
  }

  @Test
  void shouldCountWhatIsWrong() throws IOException {
    LinkScore score =
        LinkScore.of(
            GoldFile.read(
                file(
                    """
                    They left [Kyiv|geonames:1] for [Lviv|geonames:702550].
                    [Ukrainian|tag UA] troops ate [turkey|none], said [Emmanuel Macron|person].
                    [Kyiv|person] called.
                    """)),
            CHAIN);

    assertThat(score.mentions()).isEqualTo(6);
    assertThat(score.errors()).hasSize(2);
    assertThat(score.errors().get(0)).startsWith("gold.txt:1: Kyiv: expected ");
    assertThat(score.accuracy()).isBetween(0.66, 0.67);
  }

  @ParameterizedTest
  @ValueSource(strings = {"linking-development.txt", "linking-held-out.txt"})
  void shouldLinkRightlyWhatIsMeant(String half) throws IOException {
    LinkScore score = LinkScore.of(GoldFile.read(GOLD.resolve(half)), CHAIN);

    assertThat(score.mentions()).isGreaterThanOrEqualTo(200);
    assertThat(score.accuracy()).as("%s", score.errors()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void shouldLinkMoreWhereThePostIsPartOfSomething() throws IOException {
    List<GoldPost> posts = GoldFile.read(GOLD.resolve("linking-collections.txt"));
    List<GoldPost> alone =
        posts.stream()
            .map(post -> new GoldPost(post.place(), post.text(), null, null, post.mentions()))
            .toList();

    LinkScore score = LinkScore.of(posts, CHAIN);

    assertThat(score.accuracy()).as("%s", score.errors()).isGreaterThanOrEqualTo(0.95);
    assertThat(LinkScore.of(alone, CHAIN).accuracy()).isLessThan(0.7);
  }

  @Test
  void shouldTellTheAccuracyOnTheCommandLine() throws IOException {
    StringWriter printed = new StringWriter();
    CommandLine command = EvaluateEntitiesCommand.commandLine().setOut(new PrintWriter(printed));

    int code =
        command.execute(
            "entities",
            "--errors",
            "--gold",
            file("[Kyiv|geonames:703448] [Lviv|none]").toString());

    assertThat(code).isZero();
    assertThat(printed.toString())
        .contains("linking accuracy 0.500 (1 of 2 mentions)")
        .contains("gold.txt:1: Lviv: expected");
  }

  @Test
  void shouldRefuseACallWithoutFilesAndABadPolicy() throws IOException {
    StringWriter printed = new StringWriter();
    CommandLine command = EvaluateEntitiesCommand.commandLine().setErr(new PrintWriter(printed));

    assertThat(command.execute("entities")).isEqualTo(2);
    assertThat(
            command.execute(
                "entities", "--gold", "x", "--territories", file("version: 1").toString()))
        .isEqualTo(2);
    assertThat(printed.toString())
        .contains("expected --bio FILE… or --gold FILE…")
        .contains("gold.txt:1: territories: expected a list");
  }
}
