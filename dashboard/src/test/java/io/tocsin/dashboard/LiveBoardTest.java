package io.tocsin.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.dashboard.LiveBoard.Batch;
import io.tocsin.dashboard.LiveBoard.Start;
import io.tocsin.dashboard.core.AlertKey;
import io.tocsin.dashboard.core.Cursor;
import io.tocsin.dashboard.core.EventPartition;
import io.tocsin.dashboard.core.RingEntry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveBoardTest {
  private static final EventPartition PARTITION = new EventPartition("news", 0);

  private final LiveBoard board = new LiveBoard(100, 4);

  LiveBoardTest() {
    board.open(PARTITION, 0, true);
  }

  private void happen(int number) {
    var alert = Alerts.alert("a" + number, 1, AlertStatus.OPEN);
    board.happened(
        AlertJson.happened(PARTITION, number, Alerts.event(alert, AlertEventType.OPENED)),
        AlertJson.board("news", alert));
  }

  @Test
  void shouldCutOffWhoIsSlowerThanTheRingTurns() throws InterruptedException {
    happen(0);
    Start start = board.follow(Optional.of(Cursor.BEGINNING));
    Batch first = board.next(start.from(), 0, 64);
    assertThat(first.entries()).hasSize(1);
    for (int i = 1; i <= 4; i++) {
      happen(i);
    }
    assertThat(board.next(first.next(), 0, 2).entries()).hasSize(2);
    happen(5);
    assertThat(board.next(first.next(), 0, 64).tooSlow()).isTrue();
  }

  @Test
  void shouldLetThoseLookAgainWhoHearOfAnAlertThatIsDeleted() throws InterruptedException {
    board.delete(new AlertKey("news", "a0"));
    happen(0);
    assertThat(board.find(new AlertKey("news", "a0"))).isEmpty();
    assertThat(board.next(0, 0, 64).entries())
        .hasExactlyElementsOfTypes(RingEntry.Happened.class, RingEntry.Changed.class);
  }

  @Test
  void shouldCountTheAlertsOfANamespaceByStatus() {
    happen(0);
    happen(1);

    assertThat(board.count("news", "OPEN")).isEqualTo(2);
    assertThat(board.count("news", "RETRACTED")).isZero();
    assertThat(board.count("replay-day", "OPEN")).isZero();
  }

  @Test
  void shouldSayWhenACursorReachesBackTooFar() {
    for (int i = 0; i < 6; i++) {
      happen(i);
    }
    assertThat(board.follow(Optional.of(Cursor.BEGINNING)).reached()).isFalse();
    assertThat(board.follow(Optional.of(Cursor.BEGINNING.with(PARTITION, 2))).reached()).isTrue();
    assertThat(board.follow(Optional.empty()).from()).isEqualTo(6);
  }
}
