package io.tocsin.operations;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.schemas.Party;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code tocsin dead-letters list}: the newest letters that are meant, oldest of them first. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists dead letters: the newest that the options agree on, oldest of them first.")
final class ListLettersCommand implements Callable<Integer> {
  private static final int MOST = 100_000;
  private static final Comparator<LetterRow> BY_TIME = Comparator.comparing(LetterRow::at);

  private final InstantSource clock;

  @Mixin private LetterOutput output = new LetterOutput();
  @Mixin private LetterFilter filter = new LetterFilter();

  @Option(names = "--limit", paramLabel = "N", description = "At most so many (50; up to 100000).")
  private int limit = 50;

  ListLettersCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new ParameterException(
          output.spec().commandLine(), "--limit: %d; expected 1 to %d".formatted(limit, MOST));
    }
    ServiceConfig config = output.namespace().read();
    // a heap is stable by offset only if equal times are: the order of reading decides
    PriorityQueue<LetterRow> newest = new PriorityQueue<>(BY_TIME);
    int[] all = {0};
    try (LetterBox box = LetterBox.open(config, Party.DEAD_LETTERS)) {
      RedrivenLetters redriven = box.redriven();
      box.read(
          filter.at(clock.instant()),
          (letter, record) -> {
            all[0]++;
            newest.add(LetterRow.of(letter, box.standing(letter, redriven)));
            if (newest.size() > limit) {
              newest.poll();
            }
          });
    }
    List<LetterRow> rows =
        newest.stream()
            .sorted(BY_TIME.thenComparing(row -> LetterPosition.parse(row.position())))
            .toList();
    print(rows, all[0], config.namespace());
    return 0;
  }

  private void print(List<LetterRow> rows, int all, String namespace) {
    if (output.isJson()) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("namespace", namespace);
      answer.put("letters", rows);
      answer.put("more", all - rows.size());
      output.say(JsonOutput.of(answer));
      return;
    }
    if (!rows.isEmpty()) {
      output.say(LetterRow.table(rows));
    }
    String more = all > rows.size() ? ", the newest %d shown (--limit)".formatted(rows.size()) : "";
    output.say("%s: %d dead letters%s".formatted(namespace, all, more));
  }
}
