package io.tocsin.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dashboard.core.DeadLetterBoard;
import io.tocsin.dashboard.core.DeadLetterBoard.Reason;
import io.tocsin.dashboard.core.DeadLetterExample;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterTopicTest {
  private final DeadLetterBoard board = new DeadLetterBoard(10);
  private final DeadLetterTopic topic =
      new DeadLetterTopic("news", "ingest", "news.ingest.dead-letters", board);

  private Reason taken(byte @Nullable [] value, String... headers) {
    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(topic.name(), 0, 17, null, value);
    for (int i = 0; i < headers.length; i += 2) {
      record.headers().add(headers[i], headers[i + 1].getBytes(UTF_8));
    }
    topic.take(record);
    return board.find("news").get(0);
  }

  @Test
  void shouldTakeALetterThatSaysNothing() {
    Reason reason = taken(null);
    assertThat(reason.kind().reason()).isEqualTo("unknown");
    DeadLetterExample letter = reason.examples().get(0);
    assertThat(letter.position()).isEqualTo("ingest-0@17");
    assertThat(letter.excerpt()).isNull();
    assertThat(letter.source()).isNull();
  }

  @Test
  void shouldCutWhatIsLongAtAWholeCharacter() {
    String longest = "x".repeat(299) + "\ud83d\ude00" + "x".repeat(1_000_000);
    Reason reason =
        taken(
            longest.getBytes(UTF_8),
            "tocsin.reason",
            "r".repeat(5_000),
            "tocsin.reason.detail",
            longest);
    assertThat(reason.kind().reason()).isEqualTo("r".repeat(100) + "…");
    DeadLetterExample letter = reason.examples().get(0);
    assertThat(letter.excerpt()).isEqualTo("x".repeat(299) + "…");
    assertThat(letter.detail()).isEqualTo("x".repeat(299) + "…");
  }

  @Test
  void shouldMakeTextOfWhatIsNone() {
    byte[] noText = {(byte) 0xff, 'a', (byte) 0xc3};
    assertThat(taken(noText).examples().get(0).excerpt()).isEqualTo("\ufffda\ufffd");
  }
}
