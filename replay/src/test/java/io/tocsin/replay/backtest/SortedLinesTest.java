package io.tocsin.replay.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tocsin.replay.core.HistoryException;
import io.tocsin.replay.core.HistoryFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedLinesTest {

  private static final Instant START = Instant.parse("2022-02-11T00:00:00Z");

  @TempDir private Path directory;

  private static String post(int id, int second) {
    return "{\"source\":\"s\",\"id\":\"%05d\",\"seenAt\":\"%s\"}"
        .formatted(id, START.plusSeconds(second));
  }

  private static List<String> all(SortedLines lines) throws IOException {
    List<String> all = new ArrayList<>();
    Optional<List<SourcedLine>> batch = lines.next();
    while (batch.isPresent()) {
      batch.get().forEach(line -> all.add(new String(line.line().bytes(), StandardCharsets.UTF_8)));
      batch = lines.next();
    }
    return all;
  }

  @Test
  void shouldMergeManyRunsAndKeepTheOrderOfLinesOfOneTime() throws IOException {
    List<String> expected = new ArrayList<>();
    for (int id = 0; id < 3_000; id++) {
      expected.add(post(id, id / 3));
    }
    List<Integer> seconds = new ArrayList<>();
    for (int second = 0; second < 1_000; second++) {
      seconds.add(second);
    }
    Collections.shuffle(seconds, new Random(7));
    List<String> shuffled = new ArrayList<>();
    seconds.forEach(second -> shuffled.addAll(expected.subList(3 * second, 3 * second + 3)));
    Path file = Files.write(directory.resolve("posts.jsonl"), shuffled);

    try (SortedLines lines = SortedLines.of(List.of(file), HistoryFile.Reading.defaults(), 9_000)) {
      assertThat(all(lines)).isEqualTo(expected);
    }
  }

  @Test
  void shouldTellLinesThatAreNoPosts() throws IOException {
    Path file = Files.write(directory.resolve("posts.jsonl"), List.of(post(1, 1), "{}", "x"));

    assertThatExceptionOfType(HistoryException.class)
        .isThrownBy(
            () -> SortedLines.of(List.of(file), HistoryFile.Reading.defaults(), 9_000).close())
        .withMessageContaining("line 2: source is missing")
        .withMessageContaining("line 3");
  }
}
