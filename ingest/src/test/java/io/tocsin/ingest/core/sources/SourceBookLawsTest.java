package io.tocsin.ingest.core.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.core.sources.SourceOutput.Kind;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SourceBookLawsTest {

  private static Duration days(long days) {
    return Duration.ofDays(days);
  }

  /** A restart, anywhere, changes nothing. */
  @Property(tries = 30)
  void shouldGoOnAfterARestartAsIfNothingHadBeen(
      @ForAll @LongRange(min = 0, max = 1_000) long seed,
      @ForAll @IntRange(min = 1, max = 11) int day) {
    Feed undisturbed = run(seed, 0);
    Feed restarted = run(seed, day);

    assertThat(restarted.outputs).isEqualTo(undisturbed.outputs);
  }

  private Feed run(long seed, int restartOn) {
    Feed run = new Feed();
    for (int day = 0; day < 12; day++) {
      if (day == restartOn) {
        run.restart();
      }
      run.random("a", days(day).plusHours(6), days(day).plusHours(20), 5, seed + day);
      if (day != 8) {
        run.random("b", days(day).plusHours(21), days(day).plusHours(24), 30, seed - day);
      }
    }
    run.passTo(Feed.at(days(13)));
    return run;
  }

  /** One source does not see another. */
  @Property(tries = 30)
  void shouldTellOfASourceWhatItTellsOfItAlone(@ForAll @LongRange(min = 0, max = 1_000) long seed) {
    Feed both = new Feed();
    Feed alone = new Feed();
    for (int day = 0; day < 8; day++) {
      both.random("b", days(day), days(day).plusHours(4), 9, seed - day);
      both.random("a", days(day).plusHours(6), days(day).plusHours(20), 5, seed + day);
      alone.random("a", days(day).plusHours(6), days(day).plusHours(20), 5, seed + day);
    }
    both.passTo(Feed.at(days(10)));
    alone.passTo(Feed.at(days(10)));

    assertThat(of("a", both)).isEqualTo(of("a", alone));
  }

  private static List<SourceOutput> of(String source, Feed feed) {
    return feed.outputs.stream().filter(output -> output.source().equals(source)).toList();
  }

  /** Silent and recovered take turns; so do flooding and calmed. */
  @Property(tries = 50)
  void shouldTakeTurns(@ForAll @LongRange(min = 0, max = 10_000) long seed) {
    Feed run = new Feed();
    for (int day = 0; day < 30; day++) {
      double rate = (seed >> (day % 10) & 3) * 12.0;
      if (rate > 0) {
        run.random("a", days(day), days(day + 1).minusMinutes(1), rate, seed + day);
      }
    }
    run.passTo(Feed.at(days(120)));
    Kind before = Kind.CALMED;
    for (Kind kind : run.kinds()) {
      assertThat(kind == Kind.RECOVERED).isEqualTo(before == Kind.SILENT && kind != Kind.FORGOTTEN);
      assertThat(kind == Kind.CALMED).isEqualTo(before == Kind.FLOODING);
      before = kind;
    }
    assertThat(run.events()).extracting(SourceOutput.Event::id).doesNotHaveDuplicates();
  }
}
