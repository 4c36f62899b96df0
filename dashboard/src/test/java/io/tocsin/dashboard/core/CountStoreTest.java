package io.tocsin.dashboard.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountStoreTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  private static final TimeRange ALWAYS = new TimeRange(TimeRange.EARLIEST, TimeRange.LATEST);
  private static final SeriesKey KEY = new SeriesKey("news", "evacuation", "UA");

  private final CountStore store = new CountStore(3 * CountStore.MOST_OF_ONE);

  private static Instant minute(int minute) {
    return AT.plusSeconds(60L * minute);
  }

  private static CountPoint point(int minute, int observed) {
    return new CountPoint(minute(minute), 600_000, observed, 0.5, 3, observed, 1, null);
  }

  private static SeriesKey scope(String scope) {
    return new SeriesKey("news", "evacuation", scope);
  }

  private List<Integer> observed(SeriesKey key, TimeRange range) {
    return store.find(key, range).orElseThrow().points().stream()
        .map(CountPoint::observed)
        .toList();
  }

  private void fill(SeriesKey key, int points) {
    for (int i = 0; i < points; i++) {
      store.take(key, point(i, i));
    }
  }

  @Test
  void shouldGiveWhatWasCountedInARangeAndWhatHeldAtItsBeginning() {
    for (int i = 0; i < 10; i++) {
      store.take(KEY, point(2 * i, i));
    }
    assertThat(observed(KEY, ALWAYS)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(observed(KEY, new TimeRange(minute(5), minute(10)))).containsExactly(2, 3, 4);
    assertThat(observed(KEY, new TimeRange(minute(6), minute(7)))).containsExactly(2, 3);
    assertThat(observed(KEY, new TimeRange(TimeRange.EARLIEST, AT))).isEmpty();
    assertThat(store.find(KEY, ALWAYS).orElseThrow().since()).isEqualTo(AT);
    assertThat(store.find(scope("PL"), ALWAYS)).isEmpty();
    assertThat(store.scopes("news", "evacuation")).containsExactly("UA");
  }

  @Test
  void shouldReplaceWhatIsCountedAnew() {
    fill(KEY, 5);
    store.take(KEY, point(2, 20));
    assertThat(observed(KEY, ALWAYS)).containsExactly(0, 1, 20);
    assertThat(store.size()).isEqualTo(3);
  }

  @Test
  void shouldHoldSoManyOfOneAndForgetTheOldest() {
    fill(KEY, CountStore.MOST_OF_ONE + 3);
    assertThat(store.size()).isEqualTo(CountStore.MOST_OF_ONE);
    assertThat(store.find(KEY, ALWAYS).orElseThrow().since()).isEqualTo(minute(3));
  }

  @Test
  void shouldHoldSoManyOfAllAndForgetWhatWasStillTheLongest() {
    fill(scope("a"), CountStore.MOST_OF_ONE);
    fill(scope("b"), CountStore.MOST_OF_ONE);
    fill(scope("c"), CountStore.MOST_OF_ONE);
    assertThat(store.find(scope("a"), ALWAYS)).isPresent();
    store.take(scope("d"), point(0, 0));
    assertThat(store.find(scope("b"), ALWAYS)).isEmpty();
    assertThat(store.scopes("news", "evacuation")).containsExactly("a", "c", "d");
    assertThat(store.size()).isEqualTo(2 * CountStore.MOST_OF_ONE + 1);
  }

  @Test
  void shouldForgetANamespaceAndNoOther() {
    fill(KEY, 5);
    SeriesKey replay = new SeriesKey("replay-x", "evacuation", "UA");
    fill(replay, 2);
    store.forget("news");
    assertThat(store.find(KEY, ALWAYS)).isEmpty();
    assertThat(observed(replay, ALWAYS)).containsExactly(0, 1);
    assertThat(store.size()).isEqualTo(2);
  }

  @Test
  void shouldRefuseALimitThatOneCouldNotKeep() {
    assertThatThrownBy(() -> new CountStore(1))
        .hasMessage("limit 1: expected at least " + CountStore.MOST_OF_ONE);
  }
}
