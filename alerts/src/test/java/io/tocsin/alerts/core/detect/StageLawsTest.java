package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.Desk.DAY;
import static io.tocsin.alerts.core.detect.Desk.HOUR;
import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Signature;
import io.tocsin.runtime.stores.UnreadableStateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StageLawsTest {

  private static final Rule RULE = Rules.rule("evacuation").build();

  /** One of each kind and of each way of counting; all have the same id and hash. */
  private static final List<Rule> KINDS =
      List.of(
          RULE,
          Rules.rule("evacuation").countBy(Rule.CountBy.POST).build(),
          Rules.rule("evacuation").countBy(Rule.CountBy.SOURCE).build(),
          Rules.rule("evacuation").ratio(3, Duration.ofHours(2)).build(),
          Rules.rule("evacuation")
              .countBy(Rule.CountBy.SOURCE)
              .ratio(1.5, Duration.ofMinutes(45))
              .build());

  private static final RuleScope KEY = new RuleScope("evacuation", "UA");

  private static Rule kind(long seed) {
    return KINDS.get((int) Math.floorMod(seed, (long) KINDS.size()));
  }

  private static final List<String> REASONS = List.of("edited", "killed", MentionEvent.ERASED);

  /** Some weeks of a key's life: quiet stretches, bursts, copies, edits and kills; in order. */
  private static List<MentionEvent> life(long seed, int events) {
    SplittableRandom random = new SplittableRandom(seed);
    List<MentionEvent> life = new ArrayList<>();
    List<MentionEvent> said = new ArrayList<>();
    long time = at(0, 0, 0);
    for (int i = 0; i < events; i++) {
      time += pause(random);
      if (!said.isEmpty() && random.nextInt(4) == 0) {
        MentionEvent wrong = said.remove(random.nextInt(said.size()));
        life.add(Rules.takenBack(wrong, time, REASONS.get(random.nextInt(REASONS.size()))));
      } else {
        MentionEvent mention =
            Rules.mention(
                RULE,
                "UA",
                "s" + random.nextInt(4),
                "p" + i,
                time,
                random.nextInt(3) == 0 ? null : Signatures.of(random.nextInt(9), 0));
        life.add(mention);
        said.add(mention);
      }
    }
    return life;
  }

  private static long pause(SplittableRandom random) {
    return switch (random.nextInt(10)) {
      case 0 -> random.nextLong(20 * DAY);
      case 1 -> random.nextLong(9 * HOUR);
      case 2, 3 -> random.nextLong(HOUR);
      case 4 -> 0;
      default -> random.nextLong(5 * MINUTE);
    };
  }

  private static List<DetectOutput> run(List<MentionEvent> life, long until) {
    return run(RULE, life, until);
  }

  private static List<DetectOutput> run(Rule rule, List<MentionEvent> life, long until) {
    List<DetectOutput> outputs = new ArrayList<>();
    DetectStage stage =
        new DetectStage(id -> rule, new InMemoryPendingMentions(), new InMemoryKeyStates());
    life.forEach(stage::hold);
    stage.advance(until, outputs::add);
    return outputs;
  }

  @Property(tries = 60)
  void shouldCatchUpExactlyAsIfTickedEveryMinute(@ForAll long seed) {
    Rule rule = kind(seed);
    List<MentionEvent> life = life(seed, 25);
    SpikeDetector ticked = SpikeDetector.fresh(KEY, DetectorLimits.STANDARD, new Background());
    SpikeDetector lazy = SpikeDetector.fresh(KEY, DetectorLimits.STANDARD, new Background());
    List<DetectOutput> tickedSays = new ArrayList<>();
    List<DetectOutput> lazySays = new ArrayList<>();
    long minute = life.get(0).time() / MINUTE * MINUTE;
    for (MentionEvent mention : life) {
      for (; minute < mention.time(); minute += MINUTE) {
        ticked.onTick(rule, minute, tickedSays::add);
        if (lazy.needsTicks()) {
          lazy.onTick(rule, minute, lazySays::add);
        }
      }
      ticked.onMention(rule, mention, tickedSays::add);
      lazy.onMention(rule, mention, lazySays::add);
      assertThat(Arrays.equals(lazy.toBytes(), ticked.toBytes())).as("same state").isTrue();
    }
    assertThat(lazySays).isEqualTo(tickedSays);
  }

  @Property(tries = 60)
  void shouldNotNoticeARestartAnywhere(@ForAll long seed) {
    Rule rule = kind(seed);
    List<MentionEvent> life = life(seed, 40);
    long end = life.get(life.size() - 1).time() + 2 * DAY;
    SplittableRandom random = new SplittableRandom(seed);
    InMemoryPendingMentions pending = new InMemoryPendingMentions();
    InMemoryKeyStates states = new InMemoryKeyStates();
    List<DetectOutput> outputs = new ArrayList<>();
    DetectStage stage = new DetectStage(id -> rule, pending, states);
    for (MentionEvent mention : life) {
      stage.advance(Math.max(0, mention.time() - 1 - random.nextLong(2 * HOUR)), outputs::add);
      stage.hold(mention);
      if (random.nextInt(3) == 0) {
        stage = new DetectStage(id -> rule, pending, states);
      }
    }
    stage.advance(end, outputs::add);

    assertThat(outputs).isEqualTo(run(rule, life, end));
  }

  @Property(tries = 40)
  void shouldSayTheSameInSlicesOfAnySize(@ForAll long seed) {
    List<MentionEvent> life = life(seed, 40);
    long end = life.get(life.size() - 1).time() + DAY;
    SplittableRandom random = new SplittableRandom(seed);
    InMemoryPendingMentions pending = new InMemoryPendingMentions();
    InMemoryKeyStates states = new InMemoryKeyStates();
    List<DetectOutput> outputs = new ArrayList<>();
    life.forEach(pending::add);
    DetectStage stage = new DetectStage(id -> RULE, pending, states);
    int slices = 1;
    for (; !stage.advance(end, 1 + random.nextInt(30), outputs::add); slices++) {
      if (random.nextInt(5) == 0) {
        stage = new DetectStage(id -> RULE, pending, states);
      }
    }

    assertThat(slices).isGreaterThan(1);
    assertThat(stage.clock()).hasValue(end);
    assertThat(outputs).isEqualTo(run(life, end));
  }

  @Property(tries = 60)
  void shouldKeepTheLawsOfALife(@ForAll long seed) {
    List<MentionEvent> life = life(seed, 80);
    List<DetectOutput> outputs = run(kind(seed), life, life.get(life.size() - 1).time() + 9 * DAY);

    LifecycleLaws.check(
        outputs.stream().filter(AlertEvent.class::isInstance).map(AlertEvent.class::cast).toList());
    long lastCount = Long.MIN_VALUE;
    for (DetectOutput output : outputs) {
      if (output instanceof KeywordCount count) {
        assertThat(count.at() % MINUTE).isZero();
        assertThat(count.at()).isGreaterThan(lastCount);
        lastCount = count.at();
      }
    }
  }

  @Property(tries = 60)
  void shouldBeInTheSameStateAfterEditsAndTheirUndo(@ForAll long seed) {
    List<MentionEvent> life = new ArrayList<>();
    Rule deaf = deaf(kind(seed));
    for (int i = 0; i < 9; i++) {
      life.add(Rules.mention(deaf, "UA", "s0", "p" + i, at(1, 9, i), Signatures.of(i % 5, 0)));
    }
    List<MentionEvent> withEdits = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    for (MentionEvent mention : life) {
      withEdits.add(mention);
      MentionEvent wrong =
          Rules.mention(
              deaf,
              "UA",
              "s0",
              "wrong" + random.nextInt(1_000_000),
              mention.time() + random.nextLong(MINUTE),
              Signatures.of(random.nextInt(6), 0));
      withEdits.add(wrong);
      withEdits.add(Rules.takenBack(wrong, wrong.time() + 1 + random.nextLong(HOUR), "edited"));
    }
    withEdits.sort(PendingMentions.ORDER);

    assertThat(Arrays.equals(state(deaf, withEdits), state(deaf, life))).isTrue();
  }

  /** The same, but it never rings. */
  private static Rule deaf(Rule rule) {
    Rules.Builder deaf = Rules.rule("evacuation").minimum(50, 2).countBy(rule.countBy());
    Rule.Ratio ratio = rule.ratio();
    return ratio == null
        ? deaf.build()
        : deaf.ratio(ratio.spikeHeight(), ratio.timeframe()).build();
  }

  /** An edit that was wrong: what it added, when, and how long until it was undone. */
  record Wrong(int afterMinutes, int story, int undoneAfterMinutes) {}

  @Provide
  Arbitrary<List<Wrong>> wrongs() {
    Arbitrary<Wrong> wrong =
        Combinators.combine(
                Arbitraries.integers().between(0, 560),
                Arbitraries.integers().between(-1, 12),
                Arbitraries.integers().between(0, 200))
            .as(Wrong::new);
    return wrong.list().ofMaxSize(30);
  }

  /** Whatever edits come and go in a crisis, in whatever order: the voices are those that stand. */
  @Property(tries = 60)
  void shouldCountTheSameAfterAnySequenceOfEditsAndTheirUndo(
      @ForAll("wrongs") List<Wrong> wrongs, @ForAll long seed) {
    Rule rule = kind(seed);
    List<MentionEvent> crisis = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      crisis.add(
          Rules.mention(
              rule, "UA", "s" + i % 4, "p" + i, at(1, 9, 36 * i), Signatures.of(i % 9, 0)));
    }
    List<MentionEvent> edited = new ArrayList<>(crisis);
    for (int i = 0; i < wrongs.size(); i++) {
      Wrong wrong = wrongs.get(i);
      long time = at(1, 9, wrong.afterMinutes());
      Signature signature = wrong.story() < 0 ? null : Signatures.of(wrong.story(), 0);
      MentionEvent mention = Rules.mention(rule, "UA", "s" + i % 4, "wrong" + i, time, signature);
      edited.add(mention);
      edited.add(Rules.takenBack(mention, time + wrong.undoneAfterMinutes() * MINUTE, "edited"));
    }
    edited.sort(PendingMentions.ORDER);
    long end = at(1, 22, 0);
    KeyState undone = KeyState.fromBytes(state(rule, edited, end), DetectorLimits.STANDARD);
    KeyState plain = KeyState.fromBytes(state(rule, crisis, end), DetectorLimits.STANDARD);

    assertThat(undone.cursor()).isEqualTo(plain.cursor());
    assertThat(undone.live().numbers()).isEqualTo(plain.live().numbers());
    for (int window : new int[] {10, 60, 360}) {
      long from = end - window * MINUTE;
      assertThat(undone.live().tallyAfter(from)).isEqualTo(plain.live().tallyAfter(from));
    }
  }

  @Example
  void shouldNotTellOfAMentionThatIsGoneBeforeTheMinuteIsOver() {
    Desk desk = new Desk(RULE);
    desk.takeBack(desk.say("a", "1", at(1, 9, 0) + 1), at(1, 9, 0) + 2, "edited");
    desk.runTo(at(1, 9, 10));

    assertThat(desk.outputs()).isEmpty();
  }

  private static byte[] state(Rule rule, List<MentionEvent> life) {
    return state(rule, life, at(1, 12, 0));
  }

  private static byte[] state(Rule rule, List<MentionEvent> life, long until) {
    SpikeDetector detector = SpikeDetector.fresh(KEY, DetectorLimits.STANDARD, new Background());
    life.forEach(mention -> detector.onMention(rule, mention, output -> {}));
    detector.onTick(rule, until, output -> {});
    return detector.toBytes();
  }

  @Property(tries = 40)
  void shouldSayTheSameInWhateverOrderMentionsArrive(@ForAll long seed) {
    List<MentionEvent> life = life(seed, 40);
    long end = life.get(life.size() - 1).time() + DAY;
    List<MentionEvent> shuffled = new ArrayList<>(life);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      MentionEvent swap = shuffled.set(i, shuffled.get(other));
      shuffled.set(other, swap);
    }

    assertThat(run(shuffled, end)).isEqualTo(run(life, end));
  }

  @Example
  void shouldTakeAMentionThatComesTooLateAtTheTimeOfTheClock() {
    List<DetectOutput> outputs = new ArrayList<>();
    DetectStage stage =
        new DetectStage(id -> RULE, new InMemoryPendingMentions(), new InMemoryKeyStates());
    stage.hold(Rules.mention(RULE, "UA", "a", "1", at(1, 9, 0)));
    stage.hold(Rules.mention(RULE, "UA", "b", "2", at(1, 9, 1)));
    stage.advance(at(1, 9, 10), outputs::add);
    stage.hold(Rules.mention(RULE, "UA", "c", "3", at(1, 9, 5)));
    stage.advance(at(1, 9, 11), outputs::add);

    assertThat(outputs)
        .filteredOn(AlertEvent.class::isInstance)
        .singleElement()
        .satisfies(event -> assertThat(event.at()).isEqualTo(at(1, 9, 10)));
    assertThat(outputs).extracting(DetectOutput::at).isSorted();
  }

  @Example
  void shouldRefuseBytesOfAnotherFormat() {
    assertThatThrownBy(
            () ->
                SpikeDetector.fromBytes(
                    KEY, DetectorLimits.STANDARD, new Background(), new byte[] {9, 0}))
        .isInstanceOf(UnreadableStateException.class)
        .hasMessageContaining("format");
    byte[] cut = Arrays.copyOf(state(RULE, life(1, 5)), 40);
    assertThatThrownBy(
            () -> SpikeDetector.fromBytes(KEY, DetectorLimits.STANDARD, new Background(), cut))
        .isInstanceOf(UnreadableStateException.class)
        .hasMessageContaining("cut short");
  }

  @Example
  void shouldForgetAKeyInTheEndAndAnIdleOneShouldBeSmall() {
    Desk desk = new Desk(RULE);
    for (int day = 0; day < 60; day++) {
      desk.burst(6, 3, at(day, 9, 0), HOUR);
    }
    desk.runTo(at(62, 0, 0));
    assertThat(desk.tickingKeys()).isZero();
    desk.runTo(at(75, 0, 0));
    desk.say("a", "1", at(75, 1, 0));
    desk.runTo(at(76, 1, 0));
    assertThat(desk.stateBytes()).as("an idle key").isBetween(100, 1_024);
    desk.runTo(at(200, 0, 0));
    assertThat(desk.stateBytes()).as("a forgotten key").isZero();
  }

  @Example
  void shouldStayBoundedOverMonthsOfFlood() {
    Desk desk = new Desk(RULE, DetectorLimits.STANDARD.withLiveMentions(200));
    int largest = 0;
    for (int day = 0; day < 90; day++) {
      desk.burst(day % 7 == 0 ? 2_000 : 20, 6, at(day, 9, 0), 3 * HOUR);
      desk.runTo(at(day, 10, 30));
      largest = Math.max(largest, desk.stateBytes());
      desk.runTo(at(day + 1, 0, 0));
    }
    assertThat(largest).isBetween(5_000, 60_000);
    LifecycleLaws.check(desk.events());
  }

  @Example
  void shouldStayBoundedThroughACrisisOfManyWeeks() {
    Desk desk = new Desk(RULE, DetectorLimits.STANDARD.withLiveMentions(200));
    int first = 0;
    for (int day = 0; day < 40; day++) {
      desk.burst(24 * (10 + day), 6, at(day, 0, 0), DAY);
      desk.runTo(at(day, 23, 0));
      first = day == 3 ? desk.stateBytes() : first;
    }
    assertThat(desk.stateBytes()).isLessThan(3 * first);
  }

  @Example
  void shouldForgetTheSameWhetherSweptOrNot() {
    MentionEvent early = Rules.mention(RULE, "UA", "a", "1", at(0, 9, 0));
    MentionEvent late = Rules.mention(RULE, "UA", "b", "2", at(200, 9, 0));
    Desk swept = new Desk(RULE);
    swept.say("a", "1", early.time());
    for (int day = 1; day < 200; day++) {
      swept.runTo(at(day, 0, 0));
    }
    assertThat(swept.state()).isNull();
    swept.say("b", "2", late.time());
    swept.runTo(at(200, 10, 0));

    assertThat(swept.outputs()).isEqualTo(run(List.of(early, late), at(200, 10, 0)));
  }

  @Example
  void shouldNameEveryProblemOfARule() {
    Rule wrong =
        Rules.rule("wrong")
            .windows(Duration.ofSeconds(5), Duration.ofDays(30), Duration.ofHours(1))
            .minimum(0, 0)
            .budget(0, Duration.ZERO)
            .cooldown(Duration.ofDays(-1))
            .build();
    assertThat(RuleLimits.problems(wrong)).hasSize(7);
    assertThat(RuleLimits.problems(RULE)).isEmpty();
    Rule impossible = Rules.rule("often").budget(5, Duration.ofHours(1)).build();
    assertThat(RuleLimits.problems(impossible))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem).contains("cannot be spent"));
  }
}
