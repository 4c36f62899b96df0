package io.tocsin.replay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tocsin.replay.core.HistoryFile.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

  private static final Instant T0 = Instant.parse("2022-02-11T06:00:00Z");

  @TempDir private Path directory = Path.of("unset");

  private static String line(String id, String times) {
    return "{\"source\":\"s\",\"id\":\"" + id + "\"," + times.replace('\'', '"') + "}\n";
  }

  private static String seen(String id, int minute) {
    return line(id, "'seenAt':'" + T0.plusSeconds(60L * minute) + "'");
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(directory.resolve("posts.jsonl"), String.join("", lines));
  }

  private static List<String> ids(History history) throws IOException {
    List<String> ids = new ArrayList<>();
    try (History.Cursor cursor = history.open()) {
      Optional<TimedPost> post = cursor.next();
      while (post.isPresent()) {
        ids.add(post.get().post().id());
        post = cursor.next();
      }
    }
    return ids;
  }

  private static Reading range(String from, String to) {
    return new Reading(
        AsOf.SEEN, new TimeRange(Instant.parse(from), Instant.parse(to)), null, 1_000);
  }

  @Nested
  class Order {

    @Test
    void shouldStreamASortedFileAgainAndAgain() throws IOException {
      History history =
          HistoryFile.open(file(seen("a", 0), seen("b", 1), seen("c", 1)), Reading.defaults());

      assertThat(history).isInstanceOf(HistoryFile.class);
      assertThat(history.extent()).isEqualTo(new History.Extent(3, T0, T0.plusSeconds(60)));
      assertThat(ids(history)).containsExactly("a", "b", "c").isEqualTo(ids(history));
    }

    @Test
    void shouldSortAnUnsortedFileAndKeepTheOrderOfEqualTimes() throws IOException {
      History history =
          HistoryFile.open(file(seen("c", 2), seen("a", 1), seen("b", 1)), Reading.defaults());

      assertThat(ids(history)).containsExactly("a", "b", "c");
    }

    @Test
    void shouldRefuseAnUnsortedFileBeyondTheBoundAndSayWhatToDo() throws IOException {
      Path file = file(seen("c", 2), line("a", "'body':'long','seenAt':'" + T0 + "'"));
      Reading tight = new Reading(AsOf.SEEN, TimeRange.ALL, null, 3);

      assertThatExceptionOfType(HistoryException.class)
          .isThrownBy(() -> HistoryFile.open(file, tight))
          .withMessageContainingAll("line 2", "sort it first", "jq");
    }
  }

  @Nested
  class Times {

    @Test
    void shouldTakePublishedWhereNothingWasSeen() throws IOException {
      History history =
          HistoryFile.open(
              file(line("a", "'publishedAt':'2022-02-11T08:00:00+02:00'"), seen("b", 5)),
              Reading.defaults());

      assertThat(history.extent().first()).isEqualTo(T0);
    }

    @Test
    void shouldGoByTheTimeOfTheRevisionAsOfPublished() throws IOException {
      Path file =
          file(
              line("old", "'publishedAt':'" + T0 + "','seenAt':'" + T0.plusSeconds(9) + "'"),
              line(
                  "new",
                  "'publishedAt':'"
                      + T0
                      + "','updatedAt':'"
                      + T0.plusSeconds(5)
                      + "','seenAt':'"
                      + T0.plusSeconds(7)
                      + "'"));

      assertThat(
              ids(HistoryFile.open(file, new Reading(AsOf.PUBLISHED, TimeRange.ALL, null, 1_000))))
          .containsExactly("old", "new");
      assertThat(ids(HistoryFile.open(file, Reading.defaults()))).containsExactly("new", "old");
    }

    @Test
    void shouldTakeMixedZonesAndTheStatedOne() throws IOException {
      Path file =
          file(
              line("a", "'seenAt':'2022-02-11T08:00:00+02:00'"),
              line("b", "'seenAt':'2022-02-11T08:30'"));
      Reading kyiv = new Reading(AsOf.SEEN, TimeRange.ALL, ZoneId.of("Europe/Kyiv"), 1_000);

      assertThat(HistoryFile.open(file, kyiv).extent())
          .isEqualTo(new History.Extent(2, T0, T0.plusSeconds(1_800)));
    }

    @Test
    void shouldTakeOnlyTheRangeWithBothItsEnds() throws IOException {
      Path file = file(seen("a", 0), seen("b", 1), seen("c", 2), seen("d", 3));

      assertThat(ids(HistoryFile.open(file, range("2022-02-11T06:01:00Z", "2022-02-11T06:02:00Z"))))
          .containsExactly("b", "c");
    }
  }

  @Nested
  class Errors {

    private void assertRefused(Path file, Reading reading, String... words) {
      assertThatExceptionOfType(HistoryException.class)
          .isThrownBy(() -> HistoryFile.open(file, reading))
          .withMessageContainingAll(words);
    }

    @Test
    void shouldTellAllProblemsAtOnce() throws IOException {
      assertRefused(
          file(line("a", "'title':'no time'"), "{\n", seen("b", 1), "{\"id\":\"x\"}\n"),
          Reading.defaults(),
          "line 1: has neither seenAt nor publishedAt",
          "line 2",
          "line 4: source is missing");
    }

    @Test
    void shouldStopAfterTwentyProblems() throws IOException {
      assertThatExceptionOfType(HistoryException.class)
          .isThrownBy(() -> HistoryFile.open(file("x\n".repeat(500)), Reading.defaults()))
          .satisfies(
              e ->
                  assertThat(String.valueOf(e.getMessage()).lines())
                      .hasSize(HistoryException.MOST_PROBLEMS));
    }

    @Test
    void shouldRefuseAFileThatEndsInTheMiddleOfALine() throws IOException {
      assertRefused(
          file(seen("a", 0), "{\"source\":\"s"),
          Reading.defaults(),
          "line 2",
          "ends in the middle");
    }

    @Test
    void shouldRefuseAnEmptyRangeAnEmptyAndAMissingFile() throws IOException {
      assertRefused(
          file(seen("a", 0)), range("2022-02-12T00:00:00Z", "2022-02-13T00:00:00Z"), "no post");
      assertRefused(file(""), Reading.defaults(), "no post");
      assertRefused(directory.resolve("none"), Reading.defaults(), "does not exist");
      assertRefused(directory, Reading.defaults(), "not a file");
    }
  }
}
