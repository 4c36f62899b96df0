package io.tocsin.replay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryDirectoryTest {

  @TempDir private Path directory = Path.of("unset");

  private void write(String file, String... posts) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String post : posts) {
      String[] parts = post.split(" ", 2);
      lines.add(
          "{\"source\":\"s\",\"id\":\"%s\",\"seenAt\":\"2022-02-11T%s:00Z\"}"
              .formatted(parts[0], parts[1]));
    }
    Files.write(directory.resolve(file), lines);
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

  @Test
  void shouldTakeItsFilesTogetherInTheOrderOfTime() throws IOException {
    write("b.jsonl", "b1 06:00", "b2 08:00", "b3 08:00");
    write("a.jsonl", "a1 07:00", "a2 08:00", "a3 05:00");
    Files.writeString(directory.resolve("notes.txt"), "no posts");

    History history = HistoryDirectory.open(directory, HistoryFile.Reading.defaults());

    assertThat(ids(history)).containsExactly("a3", "b1", "a1", "a2", "b2", "b3");
    assertThat(ids(history)).as("as often as wanted").hasSize(6);
    assertThat(history.extent())
        .isEqualTo(
            new History.Extent(
                6, Instant.parse("2022-02-11T05:00:00Z"), Instant.parse("2022-02-11T08:00:00Z")));
  }

  @Test
  void shouldPassOverFilesThatHaveNothingInTheRange() throws IOException {
    write("early.jsonl", "e 06:00");
    write("late.jsonl", "l 09:00");
    TimeRange range = new TimeRange(Instant.parse("2022-02-11T07:00:00Z"), null);

    History history =
        HistoryDirectory.open(
            directory,
            new HistoryFile.Reading(AsOf.SEEN, range, null, HistoryFile.MOST_UNSORTED_CHARACTERS));

    assertThat(ids(history)).containsExactly("l");
  }

  @Test
  void shouldRefuseADirectoryWithoutHistory() throws IOException {
    assertThatExceptionOfType(HistoryException.class)
        .isThrownBy(() -> HistoryDirectory.open(directory, HistoryFile.Reading.defaults()))
        .withMessageContaining(".jsonl");
    write("a.jsonl", "a 06:00");
    TimeRange never = new TimeRange(Instant.parse("2023-01-01T00:00:00Z"), null);
    assertThatExceptionOfType(HistoryException.class)
        .isThrownBy(
            () ->
                HistoryDirectory.open(
                    directory, new HistoryFile.Reading(AsOf.SEEN, never, null, 0)))
        .withMessageContaining("no post in the range");
  }
}
