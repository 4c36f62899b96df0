package io.tocsin.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.door.Receipt;
import io.tocsin.ingest.receive.Outcome.Failed;
import io.tocsin.ingest.receive.Outcome.Refused;
import io.tocsin.ingest.receive.Outcome.Taken;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final Outcome TAKEN = new Taken("wire:1", new Receipt(2, 17));
  private static final Outcome REFUSED = new Refused("no-text", "title, body: both \"empty\"");
  private static final Outcome FAILED = new Failed("wire:2", "TimeoutException");

  private static int status(Outcome... outcomes) {
    return Answer.of(List.of(outcomes)).status();
  }

  @Test
  void shouldSayByItsStatusWhetherSomethingIsToBeDone() {
    assertThat(status(TAKEN, TAKEN)).isEqualTo(200);
    assertThat(status(TAKEN, REFUSED)).isEqualTo(207);
    assertThat(status(REFUSED, REFUSED)).isEqualTo(400);
    assertThat(status(TAKEN, FAILED)).isEqualTo(503);
    assertThat(status(REFUSED, FAILED)).isEqualTo(503);
  }

  @Test
  void shouldTellOfEachPostInItsPlace() {
    assertThat(Answer.of(List.of(TAKEN, REFUSED)).json())
        .isEqualTo(
            "{\"taken\":1,\"refused\":1,\"failed\":0,\"posts\":["
                + "{\"index\":0,\"outcome\":\"taken\",\"post\":\"wire:1\",\"partition\":2,\"offset\":17},"
                + "{\"index\":1,\"outcome\":\"refused\",\"reason\":\"no-text\","
                + "\"detail\":\"title, body: both \\\"empty\\\"\"}]}");
    Answer failed = Answer.of(List.of(FAILED));
    assertThat(failed.headers()).containsKey("Retry-After");
    assertThat(failed.json()).contains("\"outcome\":\"failed\",\"post\":\"wire:2\"");
  }
}
