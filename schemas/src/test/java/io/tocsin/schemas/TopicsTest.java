package io.tocsin.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

  private static final Path PAGE = Path.of("../docs/topics.md");

  private static Topics topics(ClockMode mode) {
    return Topics.of("news", mode, 3, AvroSerdes.inMemory());
  }

  @Test
  void shouldLetTheBrokerStampLivePosts() {
    NewTopic raw = topics(ClockMode.LIVE).rawPosts().toNewTopic((short) 1);

    assertThat(raw.name()).isEqualTo("news.posts.raw");
    assertThat(raw.numPartitions()).isEqualTo(3);
    assertThat(raw.configs())
        .containsEntry("message.timestamp.type", "LogAppendTime")
        .containsEntry("cleanup.policy", "delete");
  }

  @Test
  void shouldKeepAllOfAReplayWithItsOwnTimesAndOneRawPartition() {
    Topics replay = topics(ClockMode.EVENT);

    assertThat(replay.rawPosts().partitions()).isEqualTo(1);
    assertThat(replay.all())
        .allSatisfy(
            topic -> {
              assertThat(topic.timestamps()).isEqualTo(TopicSpec.Timestamps.CREATE);
              assertThat(topic.retention()).isEqualTo(Duration.ofMillis(-1));
            });
  }

  /** A revision that enrich has not read yet must not be compacted away. */
  @Test
  void shouldKeepEveryRevisionForReadersThatAreBehind() {
    assertThat(topics(ClockMode.EVENT).posts().toNewTopic((short) 1).configs())
        .containsEntry("cleanup.policy", "delete");
    assertThat(topics(ClockMode.LIVE).posts().toNewTopic((short) 1).configs())
        .containsEntry("cleanup.policy", "compact,delete")
        .containsEntry("min.compaction.lag.ms", Long.toString(Duration.ofDays(3).toMillis()));
  }

  @Test
  void shouldGivePostsAndEnrichedPostsTheSamePartitions() {
    Topics live = topics(ClockMode.LIVE);

    assertThat(live.posts().partitions()).isEqualTo(live.enrichedPosts().partitions());
  }

  @Test
  void shouldHaveRoomInTheDeadLettersForTheLargestRawPost() {
    Topics live = topics(ClockMode.LIVE);

    assertThat(live.deadLetters("ingest").maxMessageBytes())
        .isGreaterThan(live.rawPosts().maxMessageBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "-x", "~x", "with space", "../up"})
  void shouldRefuseANamespaceThatCannotBeginATopic(String namespace) {
    assertThatThrownBy(() -> Topics.of(namespace, ClockMode.LIVE, 1, AvroSerdes.inMemory()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + namespace + "\"");
  }

  /**
   * The page is made from the catalogue: on a difference this test writes what it should be beside
   * it.
   */
  @Test
  void shouldBeDocumentedAsItIs() throws IOException {
    String page = page(topics(ClockMode.LIVE));
    Files.writeString(Path.of("target/topics.md"), page);

    assertThat(Files.readString(PAGE))
        .as("docs/topics.md; current: schemas/target/topics.md")
        .isEqualTo(page);
  }

  private static String page(Topics topics) {
    StringBuilder page =
        new StringBuilder(
            """
            # Topics

            Made from the catalogue (`io.tocsin.schemas.Topics`). The names begin with the namespace, here `news`; a replay has
            its own, with the times of its records, no retention and one partition in the raw topic. Values are Avro in
            Confluent's wire format; subjects are `<topic>-value`, compatibility FULL_TRANSITIVE. Read with `read_committed`.

            Where *control* says yes, watermarks pass among the data: records with a null value and a key that begins with
            `~watermark/`. A reader that takes null for a deletion needs no change.

            The rights that follow from the last two columns are in [security](security.md).

            | topic | key | value | control | partitions | cleanup | kept | timestamps | written by | read by |
            |---|---|---|---|---|---|---|---|---|---|
            """);
    for (TopicSpec<?, ?> topic : topics.all()) {
      page.append(
          "| `%s` | %s | %s | %s | %d | %s | %s | %s | %s | %s |\n"
              .formatted(
                  topic.name(),
                  topic.content().key().replace("|", "\\|"),
                  topic.content().value(),
                  topic.content().controls() ? "yes" : "no",
                  topic.partitions(),
                  topic.cleanup().policy(),
                  topic.cleanup() == TopicSpec.Cleanup.COMPACT
                      ? "latest of each key"
                      : topic.retention().toDays() + " days",
                  topic.timestamps().type(),
                  labels(topic.access().writers()),
                  labels(topic.access().readers())));
    }
    return page.toString();
  }

  private static String labels(Set<Party> parties) {
    return parties.stream().map(Party::label).collect(Collectors.joining(", "));
  }
}
