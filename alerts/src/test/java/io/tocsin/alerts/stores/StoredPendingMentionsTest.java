package io.tocsin.alerts.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.detect.InMemoryPendingMentions;
import io.tocsin.alerts.core.detect.PendingMentions;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.common.utils.Bytes;

class StoredPendingMentionsTest {

  @Provide
  Arbitrary<MentionEvent> mentions() {
    Arbitrary<String> text = Arbitraries.of("", "a", "a\0", "a\0b", "b", "é", "\uFFFD", "😀", "~");
    return Combinators.combine(
            Arbitraries.of(-1L, 0L, 1L, 2L, 255L, 256L),
            text,
            Arbitraries.integers().between(1, 300),
            Arbitraries.of(-1, 1),
            text,
            text)
        .as(
            (time, post, revision, sign, rule, scope) ->
                new MentionEvent(
                    rule,
                    1,
                    "h",
                    scope,
                    null,
                    revision % 2 == 0 ? null : new GeoPoint(-revision / 4.0, revision / 2.0),
                    sign,
                    time,
                    time,
                    post,
                    revision,
                    "s",
                    null,
                    "",
                    null,
                    "",
                    List.of(),
                    false,
                    List.of(),
                    null));
  }

  @Property
  void shouldSortAsTheirOrderSays(
      @ForAll("mentions") MentionEvent left, @ForAll("mentions") MentionEvent right) {
    Bytes leftKey = StoredPendingMentions.key(left);
    Bytes rightKey = StoredPendingMentions.key(right);

    assertThat(Integer.signum(leftKey.compareTo(rightKey)))
        .isEqualTo(Integer.signum(PendingMentions.ORDER.compare(left, right)));
  }

  @Property
  void shouldReadTheTextsOfAKeyBack(@ForAll String text) {
    assertThat(OrderedKeys.textAt(new OrderedKeys().number(7L).text(text).key(), Long.BYTES))
        .isEqualTo(text);
  }

  @Provide
  Arbitrary<List<MentionEvent>> batches() {
    return mentions().list().ofMaxSize(30);
  }

  @Property(tries = 100)
  void shouldBehaveAsTheOneInMemory(
      @ForAll("batches") List<MentionEvent> early,
      @ForAll("batches") List<MentionEvent> late,
      @ForAll @LongRange(min = -2, max = 300) long firstStop) {
    InMemoryPendingMentions expected = new InMemoryPendingMentions();
    StoredPendingMentions stored = stored(1_000);

    assertThat(run(stored, early, late, firstStop))
        .isEqualTo(run(expected, early, late, firstStop));
    assertThat(stored.size()).isEqualTo(expected.size());
  }

  private static List<List<String>> run(
      PendingMentions pending, List<MentionEvent> early, List<MentionEvent> late, long stop) {
    List<List<String>> taken = new ArrayList<>();
    early.forEach(pending::add);
    taken.add(take(pending, stop));
    late.forEach(pending::add);
    taken.add(take(pending, stop + 1));
    taken.add(take(pending, 1_000));
    return taken;
  }

  private static List<String> take(PendingMentions pending, long time) {
    List<String> taken = new ArrayList<>();
    pending.takeUpTo(time, mention -> taken.add(StoredPendingMentions.key(mention).toString()));
    return taken;
  }

  private static StoredPendingMentions stored(int limit) {
    return new StoredPendingMentions(
        TestStores.keyValue(
            Topics.of("news", ClockMode.EVENT, 1, AvroSerdes.inMemory()).mentionSerde()),
        limit,
        () -> {});
  }
}
