package io.tocsin.dashboard.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dashboard.core.DeadLetterBoard.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterBoardTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  private final DeadLetterBoard board = new DeadLetterBoard(3);

  private void take(String reason, int offset) {
    DeadLetterExample letter =
        new DeadLetterExample(
            "ingest-0@" + offset, AT.plusSeconds(offset), "why", null, null, "text");
    board.take(new DeadLetterKind("news", "ingest", reason), letter);
  }

  private List<String> reasons() {
    return board.find("news").stream().map(reason -> reason.kind().reason()).toList();
  }

  @Test
  void shouldCountByReasonAndKeepTheNewest() {
    for (int i = 0; i < 9; i++) {
      take("no-text", i);
    }
    take("no-json", 4);
    assertThat(reasons()).containsExactly("no-text", "no-json");
    Reason most = board.find("news").get(0);
    assertThat(most.count()).isEqualTo(9);
    assertThat(most.firstAt()).isEqualTo(AT);
    assertThat(most.lastAt()).isEqualTo(AT.plusSeconds(8));
    assertThat(most.examples())
        .hasSize(DeadLetterBoard.EXAMPLES_OF_ONE)
        .extracting(DeadLetterExample::position)
        .startsWith("ingest-0@8", "ingest-0@7");
  }

  @Test
  void shouldCountTogetherWhatAreTooManyReasons() {
    for (int i = 0; i < 10; i++) {
      take("reason-" + i, i);
    }
    take("reason-0", 20);
    assertThat(reasons())
        .containsExactly("reason-0", DeadLetterBoard.OTHERS, "reason-2", "reason-1");
    assertThat(board.find("news").get(1).count()).isEqualTo(7);
  }

  @Test
  void shouldForgetAServiceAndNoOther() {
    take("no-text", 0);
    DeadLetterExample letter = new DeadLetterExample("enrich-0@0", AT, "", null, null, null);
    board.take(new DeadLetterKind("news", "enrich", "bug"), letter);
    board.forget("news", "ingest");
    assertThat(reasons()).containsExactly("bug");
    assertThat(board.find("replay-x")).isEmpty();
  }
}
