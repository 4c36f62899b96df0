package io.tocsin.dashboard.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dashboard.core.RingEntry.Changed;
import io.tocsin.dashboard.core.RingEntry.Happened;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventRingTest {
  private static final EventPartition FIRST = new EventPartition("news", 0);
  private static final EventPartition SECOND = new EventPartition("replay-x", 1);

  private static Happened event(EventPartition partition, long offset) {
    return new Happened(
        partition, offset, new AlertKey(partition.namespace(), "a"), "" + offset, "{}");
  }

  private static EventRing ring(int capacity) {
    EventRing ring = new EventRing(capacity);
    ring.open(FIRST, 0, true);
    ring.open(SECOND, 5, false);
    return ring;
  }

  @Test
  void shouldReachBackUntilTheFirstGap() {
    EventRing ring = ring(2);
    ring.add(event(FIRST, 0));
    assertThat(ring.reaches(new Cursor(ring.end().next()))).isTrue();
    assertThat(ring.reaches(Cursor.BEGINNING)).as("the other has begun at 5").isFalse();
    Cursor seen = Cursor.BEGINNING.with(SECOND, 5);
    assertThat(ring.reaches(seen)).isTrue();
    ring.add(event(FIRST, 3));
    assertThat(ring.reaches(seen)).isTrue();
    ring.add(event(SECOND, 6));
    assertThat(ring.reaches(seen)).as("the first event is gone").isFalse();
    assertThat(ring.reaches(seen.with(FIRST, 1))).isTrue();
  }

  @Test
  void shouldNotTakeACursorOfATopicThatWasMadeAnew() {
    EventRing ring = ring(4);
    ring.add(event(FIRST, 0));
    assertThat(ring.reaches(ring.end().with(FIRST, 100))).isFalse();
  }

  @Test
  void shouldForgetANamespaceAndTellIt() {
    EventRing ring = ring(4);
    ring.add(event(FIRST, 0));
    ring.add(event(SECOND, 5));
    ring.forget("replay-x");

    assertThat(ring.entries(0, 3)).containsExactly(event(FIRST, 0), new Changed("replay-x"));
    assertThat(ring.end().next()).containsOnlyKeys(FIRST);
  }

  /** However it goes: a reader that comes back gets all that it has not seen, once, or is told. */
  @Property
  void shouldGiveTheRestOrSayThatItCannot(
      @ForAll @Size(max = 60) List<Boolean> partitions,
      @ForAll @IntRange(min = 1, max = 20) int capacity,
      @ForAll @IntRange(min = 0, max = 60) int seenEvents) {
    EventRing ring = new EventRing(capacity);
    ring.open(FIRST, 0, true);
    ring.open(SECOND, 0, true);
    Cursor cursor = Cursor.BEGINNING;
    for (int i = 0; i < partitions.size(); i++) {
      EventPartition partition = partitions.get(i) ? FIRST : SECOND;
      ring.add(event(partition, i));
      cursor = i < seenEvents ? cursor.with(partition, i + 1L) : cursor;
    }
    Cursor seen = cursor;
    List<Long> rest =
        ring.entries(ring.first(), ring.next()).stream()
            .map(Happened.class::cast)
            .filter(event -> event.offset() >= seen.at(event.partition()))
            .map(Happened::offset)
            .toList();
    int missed = Math.max(0, partitions.size() - seenEvents);
    assertThat(ring.reaches(seen)).isEqualTo(rest.size() == missed);
  }
}
