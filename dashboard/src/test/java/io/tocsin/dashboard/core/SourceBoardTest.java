package io.tocsin.dashboard.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dashboard.core.SourceBoard.BoardSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceBoardTest {
  private final SourceBoard board = new SourceBoard(3);

  private static SourceKey key(String source) {
    return new SourceKey("news", source);
  }

  private void take(String source, String state) {
    board.take(key(source), state, "{\"" + source + "\":\"" + state + "\"}");
  }

  private List<String> names(SourceBoard.Found found) {
    return found.sources().stream().map(source -> source.key().source()).toList();
  }

  private SourceBoard.Found all() {
    return board.find("news", Set.of(), 100);
  }

  @Test
  void shouldPutTheWorstFirstAndCountThem() {
    take("b", "OK");
    take("a", "QUIET");
    take("c", "SILENT");
    assertThat(names(all())).containsExactly("c", "a", "b");
    assertThat(all().states()).containsEntry("SILENT", 1).containsEntry("OK", 1).hasSize(3);
    SourceBoard.Found silent = board.find("news", Set.of("SILENT", "QUIET"), 1);
    assertThat(names(silent)).containsExactly("c");
    assertThat(silent.total()).isEqualTo(2);
    assertThat(silent.states()).hasSize(3);
  }

  @Test
  void shouldHoldSoManyAndKeepThoseInTrouble() {
    take("a", "SILENT");
    take("b", "OK");
    take("c", "OK");
    take("b", "OK");
    take("d", "OK");
    assertThat(names(all())).containsExactly("a", "b", "d");
    take("b", "FLOODING");
    take("d", "SILENT");
    take("e", "SILENT");
    assertThat(names(all())).containsExactly("d", "e", "b");
  }

  @Test
  void shouldKeepTheLastEventsOfEachAndNotShowASourceThatHasNoState() {
    for (int i = 0; i < SourceBoard.EVENTS_OF_ONE + 2; i++) {
      board.happened(key("a"), "" + i);
    }
    assertThat(all().sources()).isEmpty();
    take("a", "OK");
    assertThat(all().sources())
        .extracting(BoardSource::events)
        .containsExactly(List.of("2", "3", "4", "5", "6"));
  }

  @Test
  void shouldForgetWhatBegunAnewAndWhatIsWatchedNoMore() {
    take("a", "OK");
    board.happened(key("a"), "1");
    board.take(new SourceKey("replay-x", "a"), "OK", "{}");
    board.forget("news", true);
    assertThat(all().sources().get(0).events()).isEmpty();
    board.happened(key("a"), "2");
    board.forget("news", false);
    assertThat(all().sources()).isEmpty();
    take("a", "OK");
    assertThat(all().sources().get(0).events()).containsExactly("2");
    board.remove(key("a"));
    assertThat(all().sources()).isEmpty();
    assertThat(board.find("replay-x", Set.of(), 1).total()).isEqualTo(1);
  }
}
