package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.Desk.DAY;
import static io.tocsin.alerts.core.detect.Desk.HOUR;
import static io.tocsin.alerts.core.detect.Desk.MINUTE;
import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An alert on a place is where the first of its posts says that it is. */
class ScopePointTest {

  private static final GeoPoint KYIV = new GeoPoint(50.45466, 30.5238);
  private static final GeoPoint NEAR = new GeoPoint(50.4, 30.6);
  private static final GeoPoint FAR = new GeoPoint(-33.9, 18.4);

  private final Rule rule = Rules.rule("evacuation").build();
  private final List<AlertEvent> events = new ArrayList<>();
  private final InMemoryKeyStates states = new InMemoryKeyStates();
  private DetectStage stage = stage();

  private DetectStage stage() {
    return new DetectStage(id -> rule, new InMemoryPendingMentions(), states);
  }

  private MentionEvent mention(String post, @Nullable GeoPoint point, long time) {
    return Rules.located(
        rule, "place:geonames:703448", "Kyiv", point, "s" + post, post, time, null);
  }

  private void say(String post, @Nullable GeoPoint point, long time) {
    stage.hold(mention(post, point, time));
  }

  private void advance(long time) {
    stage.advance(
        time,
        output -> {
          if (output instanceof AlertEvent event) {
            events.add(event);
          }
        });
  }

  private List<@Nullable GeoPoint> points() {
    List<@Nullable GeoPoint> points = new ArrayList<>();
    events.forEach(event -> points.add(event.alert().scopePoint()));
    return points;
  }

  @Test
  void shouldBeThatOfTheFirstPostThatTellsAndStayToTheEnd() {
    say("c", FAR, at(1, 9, 3));
    say("a", null, at(1, 9, 1));
    say("b", KYIV, at(1, 9, 2));
    advance(at(1, 9, 5));
    for (int i = 0; i < 40; i++) {
      say("more" + i, NEAR, at(1, 9, 6) + i);
    }
    advance(at(1, 9, 8));
    stage = stage();
    advance(at(3, 0, 0));

    assertThat(points()).hasSizeGreaterThan(2).containsOnly(KYIV);
    assertThat(events.get(events.size() - 1).type()).isEqualTo(AlertEvent.Type.RESOLVED);
  }

  @Test
  void shouldBeMissingUntilAPostTells() {
    say("a", null, at(1, 9, 1));
    say("b", null, at(1, 9, 2));
    say("c", null, at(1, 9, 3));
    advance(at(1, 9, 5));
    for (int i = 0; i < 9; i++) {
      say("more" + i, KYIV, at(1, 9, 12) + i);
    }
    advance(at(1, 9, 30));

    assertThat(points()).startsWith((GeoPoint) null).endsWith(KYIV);
  }

  @Test
  void shouldStayWhenThePostThatToldIsTakenBack() {
    MentionEvent first = mention("a", KYIV, at(1, 9, 1));
    stage.hold(first);
    say("b", NEAR, at(1, 9, 2));
    say("c", NEAR, at(1, 9, 3));
    say("d", NEAR, at(1, 9, 4));
    advance(at(1, 9, 5));
    stage.hold(Rules.takenBack(first, at(1, 9, 6), "edited"));
    advance(at(3, 0, 0));

    assertThat(points()).hasSizeGreaterThan(1).containsOnly(KYIV);
  }

  /** Some hours of posts, many at the same instant, of which some tell where it is. */
  private List<MentionEvent> life(Random random) {
    List<@Nullable GeoPoint> told = new ArrayList<>(List.of(KYIV, NEAR, FAR));
    told.add(null);
    List<MentionEvent> life = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      long time = at(1, 9, 0) + random.nextInt(60) * 5L * MINUTE;
      life.add(mention("p" + i, told.get(random.nextInt(told.size())), time));
    }
    return life;
  }

  private List<DetectOutput> run(List<MentionEvent> life, long step) {
    List<DetectOutput> outputs = new ArrayList<>();
    InMemoryPendingMentions pending = new InMemoryPendingMentions();
    InMemoryKeyStates kept = new InMemoryKeyStates();
    DetectStage running = new DetectStage(id -> rule, pending, kept);
    life.forEach(running::hold);
    for (long time = at(1, 9, 0); time <= at(3, 0, 0); time += step) {
      running.advance(time, outputs::add);
      running = new DetectStage(id -> rule, pending, kept);
    }
    running.advance(at(3, 0, 0), outputs::add);
    return outputs;
  }

  /** What comes first on the way, and where the service is restarted, is of no matter. */
  @Property(tries = 40)
  void shouldNotDependOnTheOrderInWhichMentionsArrive(@ForAll long seed) {
    List<MentionEvent> life = life(new Random(seed));
    List<DetectOutput> expected = run(life, DAY);
    List<MentionEvent> shuffled = new ArrayList<>(life);
    Collections.shuffle(shuffled, new Random(~seed));

    assertThat(run(shuffled, 7 * HOUR)).isEqualTo(expected);
    assertThat(expected)
        .filteredOn(AlertEvent.class::isInstance)
        .extracting(output -> ((AlertEvent) output).alert().scopePoint())
        .anyMatch(Objects::nonNull);
  }
}
