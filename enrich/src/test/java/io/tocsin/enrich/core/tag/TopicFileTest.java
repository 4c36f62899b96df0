package io.tocsin.enrich.core.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.enrich.core.tag.Topic.Pair;
import io.tocsin.enrich.core.tag.Topic.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicFileTest {

  @Test
  void shouldReadWhatIsWritten() {
    TopicFile file =
        TopicFile.parse(
            List.of(
                "# a comment",
                "no topic: pie war",
                "topic war",
                "  media topic: 16000000",
                "  strong: invade, =troops",
                "  both: strike + army",
                "  other weak: krieg*",
                "  never: invader"));

    assertThat(file.noTopic()).containsExactly("pie war");
    assertThat(file.topics())
        .containsExactly(
            new Topic(
                "war",
                "16000000",
                List.of(),
                List.of(
                    new Seed("invade", 4, true),
                    new Seed("=troops", 4, true),
                    new Seed("krieg*", 2, false)),
                List.of(new Pair("strike", "army")),
                List.of("invader")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "topic War!|topics.txt:1: expected a name of small letters",
        "invade|topics.txt:1: expected \"topic NAME\"",
        "  stong: invade|topics.txt:1: expected one of",
        "strong: Invade|expected lower-case words",
        "both: strike|expected \"word + word\"",
        "strong: war, war|expected a word that this topic does not have already"
      })
  void shouldSayWhatIsWrongAndWhere(String line, String message) {
    assertThatThrownBy(() -> TopicFile.parse(List.of(line))).hasMessageContaining(message);
  }

  @Test
  void shouldNotGiveWayToWhatIsNoTopic() {
    assertThatThrownBy(() -> TopicFile.parse(List.of("topic war", "gives way to: peace")))
        .hasMessageContaining("topic war gives way to \"peace\"");
  }

  @Test
  void shouldNotHaveATopicTwice() {
    assertThatThrownBy(() -> TopicFile.parse(List.of("topic war", "topic war")))
        .hasMessageContaining("topics.txt:2");
  }

  @Test
  void shouldComeWithTopicsUnderRealMediaTopics() {
    assertThat(TopicFile.read().topics())
        .hasSizeGreaterThan(25)
        .allSatisfy(
            topic -> {
              assertThat(topic.words()).hasSizeGreaterThan(15);
              assertThat(topic.mediaTopic())
                  .satisfiesAnyOf(
                      code -> assertThat(code).isNull(),
                      code -> assertThat(code).matches("(0[1-9]|1[0-7])0{6}"));
            });
  }
}
