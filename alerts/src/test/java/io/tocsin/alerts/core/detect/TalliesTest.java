package io.tocsin.alerts.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * What windows hold, kept from one mention to the next, is what a plain recount finds: over random
 * mentions in and out of order, copies, mentions taken back, and time that passes.
 */
class TalliesTest {

  private static final int[] WINDOWS = {10, 60, 360};

  /** A mention of the reference, whose leader is found anew for every question. */
  private static final class Told {

    private final Voices.Mention mention;
    private boolean echo;
    private Told leader;

    Told(Voices.Mention mention) {
      this.mention = mention;
      this.leader = this;
    }

    boolean isCopyOf(Told other) {
      StorySignature mine = mention.signature();
      StorySignature theirs = other.mention.signature();
      return mention.post() == other.mention.post()
          || (mine != null && theirs != null && mine.isCopyOf(theirs));
    }

    boolean countsAfter(long from) {
      return leader.mention.at() > from && !leader.echo;
    }
  }

  /** The mentions in their order and nothing else; voices by definition, one after the other. */
  private static final class Plain {

    private final List<Told> told = new ArrayList<>();

    void add(Voices.Mention mention) {
      int index = told.size();
      while (index > 0 && told.get(index - 1).mention.at() > mention.at()) {
        index--;
      }
      told.add(index, new Told(mention));
      lead();
    }

    void remove(long post, long at) {
      told.removeIf(t -> t.mention.post() == post && t.mention.at() == at);
      lead();
    }

    int dropUpTo(long time) {
      int voices = 0;
      Set<Told> gone = new HashSet<>();
      for (Told one : told) {
        if (one.mention.at() <= time) {
          voices += one.leader == one && !one.echo ? 1 : 0;
          gone.add(one);
        }
      }
      told.removeAll(gone);
      for (Told one : told) {
        one.echo |= gone.contains(one.leader);
      }
      lead();
      return voices;
    }

    private void lead() {
      List<Told> leaders = new ArrayList<>();
      for (Told one : told) {
        one.leader = leaders.stream().filter(one::isCopyOf).findFirst().orElse(one);
        if (one.leader == one) {
          leaders.add(one);
        }
      }
    }

    int voicesAfter(long from) {
      return (int) told.stream().filter(one -> one.leader == one && one.countsAfter(from)).count();
    }

    int postsAfter(long from) {
      return (int) told.stream().filter(one -> one.countsAfter(from)).count();
    }

    Set<String> sourcesAfter(long from) {
      Set<String> sources = new HashSet<>();
      told.stream()
          .filter(one -> one.countsAfter(from))
          .forEach(one -> sources.add(one.mention.source()));
      return sources;
    }
  }

  @Property(tries = 200)
  void shouldBeThoseOfAPlainRecount(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Voices voices = new Voices(10_000);
    Plain plain = new Plain();
    List<Voices.Mention> said = new ArrayList<>();
    int stories = 1 + random.nextInt(12);
    long now = 1_000;
    for (int i = 0; i < 150; i++) {
      now += random.nextInt(3) == 0 ? random.nextInt(60) : random.nextInt(4);
      switch (random.nextInt(8)) {
        case 0 -> {
          if (!said.isEmpty()) {
            Voices.Mention wrong = said.get(random.nextInt(said.size()));
            voices.remove(wrong.post(), wrong.at());
            plain.remove(wrong.post(), wrong.at());
          }
        }
        case 1 -> {
          long end = now - 360 - random.nextInt(20);
          assertThat(voices.dropUpTo(end)).isEqualTo(plain.dropUpTo(end));
        }
        default -> {
          long at = random.nextInt(6) == 0 ? now - random.nextInt(300) : now;
          Voices.Mention mention = mention(random, at, i, stories);
          if (voices.add(mention)) {
            plain.add(mention);
            said.add(mention);
          }
        }
      }
      check(voices, plain, now, random);
    }
  }

  /** What {@link Glance} relies on. */
  @Property(tries = 200)
  void shouldStayUntilAMentionComesOrGoesOrLeavesAWindow(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Voices voices = new Voices(random.nextBoolean() ? 10_000 : 20);
    List<Voices.Mention> said = new ArrayList<>();
    List<Voices.Tally> known = List.of();
    int changes = 0;
    long until = Long.MIN_VALUE;
    int kept = 0;
    long now = 60_000;
    for (int i = 0; i < 400; i++) {
      now += random.nextInt(30) == 0 ? random.nextInt(60) : random.nextInt(4);
      switch (random.nextInt(40)) {
        case 0 -> {
          if (!said.isEmpty()) {
            Voices.Mention wrong = said.get(random.nextInt(said.size()));
            voices.remove(wrong.post(), wrong.at());
          }
        }
        case 1, 2, 3 -> voices.dropUpTo(now - 360 - random.nextInt(20));
        case 4, 5, 6, 7 -> {
          Voices.Mention mention = mention(random, now, i, 4);
          if (voices.add(mention)) {
            said.add(mention);
          }
        }
        default -> {
          // nothing but time
        }
      }
      if (voices.changes() == changes && now < until) {
        kept++;
        assertThat(known).isEqualTo(tallies(voices, now));
      }
      known = tallies(voices, now);
      changes = voices.changes();
      until = nextExit(voices, now);
    }
    assertThat(kept).isPositive();
  }

  private static List<Voices.Tally> tallies(Voices voices, long now) {
    List<Voices.Tally> tallies = new ArrayList<>();
    for (int window : WINDOWS) {
      tallies.add(voices.tallyAfter(now - window));
    }
    return tallies;
  }

  private static long nextExit(Voices voices, long now) {
    long next = Long.MAX_VALUE;
    for (int window : WINDOWS) {
      long first = voices.firstAfter(now - window);
      next = first == Long.MAX_VALUE ? next : Math.min(next, first + window);
    }
    return next;
  }

  private static Voices.Mention mention(SplittableRandom random, long at, int number, int stories) {
    int post = random.nextInt(9) == 0 ? random.nextInt(number + 1) : number;
    @Nullable StorySignature story =
        random.nextInt(4) == 0
            ? null
            : StorySignature.of(Signatures.of(random.nextInt(stories), random.nextInt(80)));
    return new Voices.Mention(at, post, "s" + random.nextInt(5), story);
  }

  private static void check(Voices voices, Plain plain, long now, SplittableRandom random) {
    for (int i = 0; i < WINDOWS.length; i++) {
      long from = now - WINDOWS[i];
      assertThat(voices.voicesAfter(i, from)).isEqualTo(plain.voicesAfter(from));
      if (random.nextInt(3) > 0) {
        Voices.Tally tally = voices.tallyAfter(i, from);
        assertThat(tally.voices()).isEqualTo(plain.voicesAfter(from));
        assertThat(tally.posts()).isEqualTo(plain.postsAfter(from));
        assertThat(tally.sourceCount()).isEqualTo(plain.sourcesAfter(from).size());
        assertThat(tally.sources()).isEqualTo(plain.sourcesAfter(from));
        assertThat(tally).isEqualTo(voices.tallyAfter(from));
      }
    }
  }
}
