package io.tocsin.dashboard.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertBoardTest {
  private static final Instant START = Instant.parse("2022-02-11T08:00:00Z");

  private final AlertBoard board = new AlertBoard(3);

  private static BoardAlert alert(String id, String status, int sequence, int minute) {
    return new BoardAlert(
        new AlertKey("news", id),
        "rule-" + id,
        status,
        sequence,
        START.plusSeconds(60L * minute),
        START,
        status.equals("OPEN") ? null : START.plusSeconds(60L * minute),
        "evacuation\nukraine\n" + id,
        "{\"id\":\"" + id + "\"}",
        "{}");
  }

  private List<String> ids(AlertFilter filter) {
    return board.find(filter, 10).alerts().stream().map(alert -> alert.key().alertId()).toList();
  }

  @Test
  void shouldKeepTheLatestStateWhateverComesFirst() {
    board.take(alert("a", "RESOLVED", 3, 3));
    board.take(alert("a", "OPEN", 2, 2));

    assertThat(board.find(new AlertKey("news", "a"))).map(BoardAlert::sequence).contains(3);
    assertThat(board.openCount()).isZero();
    assertThat(board.endedCount()).isEqualTo(1);
  }

  @Test
  void shouldShowWhatRingsBeforeWhatHasEndedAndEachNewestFirst() {
    board.take(alert("ended", "RESOLVED", 2, 9));
    board.take(alert("old", "OPEN", 1, 1));
    board.take(alert("new", "OPEN", 1, 2));

    assertThat(ids(AlertFilter.ALL)).containsExactly("new", "old", "ended");
    assertThat(board.find(AlertFilter.ALL, 2).total()).isEqualTo(3);
    assertThat(board.find(AlertFilter.ALL, 2).alerts()).hasSize(2);
  }

  @Test
  void shouldLetTheOneGoFirstWhoseEndIsLongestAgoAndCountIt() {
    board.take(alert("ended-late", "RESOLVED", 2, 9));
    board.take(alert("ended-early", "RETRACTED", 2, 8));
    board.take(alert("still", "OPEN", 1, 1));
    board.take(alert("new", "OPEN", 1, 10));
    assertThat(ids(AlertFilter.ALL)).containsExactly("new", "still", "ended-late");

    board.take(alert("newer", "OPEN", 1, 11));
    board.take(alert("newest", "OPEN", 1, 12));
    assertThat(ids(AlertFilter.ALL)).containsExactly("newest", "newer", "new");
    assertThat(board.evicted()).isEqualTo(3);
  }

  @Test
  void shouldFindByStatusRuleNamespaceAndWords() {
    board.take(alert("a", "OPEN", 1, 1));
    board.take(alert("b", "RESOLVED", 2, 2));

    assertThat(ids(new AlertFilter(Set.of("RESOLVED"), "", "", ""))).containsExactly("b");
    assertThat(ids(new AlertFilter(Set.of(), "rule-a", "", ""))).containsExactly("a");
    assertThat(ids(new AlertFilter(Set.of(), "", "replay-x", ""))).isEmpty();
    assertThat(ids(new AlertFilter(Set.of(), "", "news", " UKRAINE  a "))).hasSize(2);
    assertThat(ids(new AlertFilter(Set.of(), "", "", "ukraine japan"))).isEmpty();
  }

  @Test
  void shouldForgetANamespaceAndNoOther() {
    board.take(alert("a", "OPEN", 1, 1));
    board.forget("new");
    assertThat(board.openCount()).isEqualTo(1);
    board.forget("news");
    assertThat(board.openCount()).isZero();
    assertThat(board.delete(new AlertKey("news", "a"))).isFalse();
  }

  @Test
  void shouldNotBringBackByAnEventWhatIsDeletedUntilThereIsAStateAgain() {
    board.take(alert("a", "OPEN", 1, 1));
    assertThat(board.delete(new AlertKey("news", "a"))).isTrue();
    assertThat(board.takeEvent(alert("a", "OPEN", 2, 2))).isFalse();
    assertThat(ids(AlertFilter.ALL)).isEmpty();

    board.take(alert("a", "OPEN", 1, 3));
    assertThat(board.takeEvent(alert("a", "RESOLVED", 2, 4))).isTrue();
    assertThat(board.endedCount()).isEqualTo(1);
  }

  @Test
  void shouldRememberAsManyDeletionsAsItHasRoomForAndNoneOfAForgottenNamespace() {
    for (String id : List.of("a", "b", "c", "d")) {
      board.delete(new AlertKey("news", id));
    }
    assertThat(board.takeEvent(alert("a", "OPEN", 1, 1))).isTrue();
    assertThat(board.takeEvent(alert("b", "OPEN", 1, 1))).isFalse();
    board.forget("news");
    assertThat(board.takeEvent(alert("b", "OPEN", 1, 1))).isTrue();
  }

  @Test
  void shouldFindWhatRangAtATime() {
    board.take(alert("over", "RESOLVED", 2, 5));
    board.take(alert("still", "OPEN", 1, 1));
    Instant four = START.plusSeconds(240);

    assertThat(board.ringingAt(four, AlertFilter.ALL, 10).alerts()).hasSize(2);
    assertThat(board.ringingAt(four, AlertFilter.ALL, 1).total()).isEqualTo(2);
    assertThat(board.ringingAt(four, AlertFilter.ALL, 1).alerts()).hasSize(1);
    assertThat(board.ringingAt(START.plusSeconds(300), AlertFilter.ALL, 10).alerts())
        .extracting(alert -> alert.key().alertId())
        .containsExactly("still");
    assertThat(board.ringingAt(START, AlertFilter.ALL, 10).alerts()).isEmpty();
    assertThat(board.ringingAt(four, new AlertFilter(Set.of("RESOLVED"), "", "", ""), 10).alerts())
        .hasSize(1);
  }
}
