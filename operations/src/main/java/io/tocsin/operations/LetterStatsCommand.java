package io.tocsin.operations;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.schemas.Party;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tocsin dead-letters stats}: how many there are, of what, from whom and when. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Counts dead letters by service, reason, source and hour.")
final class LetterStatsCommand implements Callable<Integer> {
  private static final int SOURCES_SHOWN = 20;
  private static final int HOURS_SHOWN = 24;

  private final InstantSource clock;

  @Mixin private LetterOutput output = new LetterOutput();
  @Mixin private LetterFilter filter = new LetterFilter();

  LetterStatsCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    ServiceConfig config = output.namespace().read();
    LetterStats stats = new LetterStats();
    try (LetterBox box = LetterBox.open(config, Party.DEAD_LETTERS)) {
      box.read(filter.at(clock.instant()), (letter, record) -> stats.add(letter));
    }
    LetterStats.Counts counts = stats.counts();
    if (output.isJson()) {
      output.say(JsonOutput.of(counts));
    } else {
      print(counts, config.namespace());
    }
    return 0;
  }

  private void print(LetterStats.Counts counts, String namespace) {
    section("service", counts.services());
    section("service and reason", counts.reasons());
    section("source", first(counts.sources(), SOURCES_SHOWN));
    int hours = counts.hours().size();
    section("hour", counts.hours().subList(Math.max(0, hours - HOURS_SHOWN), hours));
    output.say("%s: %d dead letters".formatted(namespace, counts.letters()));
  }

  private static List<LetterStats.Count> first(List<LetterStats.Count> counts, int most) {
    return counts.subList(0, Math.min(most, counts.size()));
  }

  private void section(String head, List<LetterStats.Count> counts) {
    if (!counts.isEmpty()) {
      TextTable table = new TextTable(head, "letters");
      counts.forEach(count -> table.row(SafeText.line(count.name()), count.letters()));
      output.say(table + "\n");
      output.say("");
    }
  }
}
