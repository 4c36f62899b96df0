package io.tocsin.alerts.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.detect.InMemoryPendingMentions;
import io.tocsin.alerts.core.detect.PendingMentions;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.utils.Bytes;

class StoredPendingMentionsTest {

  @Provide
  Arbitrary<MentionEvent> mentions() {
    Arbitrary<String> text = Arbitraries.of("", "a", "a\0", "a\0b", "b", "é", "\uFFFD", "😀", "~");
    return Combinators.combine(
            Arbitraries.of(-1L, 0L, 1L, 255L, 256L, Long.MAX_VALUE),
            text,
            Arbitraries.integers().between(1, 300),
            Arbitraries.of(-1, 1),
            text,
            text)
        .as(
            (time, post, revision, sign, rule, scope) ->
                new MentionEvent(
                    rule, 1, "h", scope, sign, time, time, post, revision, "s", null, "", null, "",
                    List.of(), false, null));
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

  @Property(tries = 50)
  void shouldBehaveAsTheOneInMemory(
      @ForAll List<@net.jqwik.api.From("mentions") MentionEvent> mentions) {
    InMemoryPendingMentions expected = new InMemoryPendingMentions();
    List<MentionEvent> sorted = new ArrayList<>(mentions);
    sorted.sort(PendingMentions.ORDER);
    mentions.forEach(expected::add);
    List<MentionEvent> taken = new ArrayList<>();

    expected.takeUpTo(Long.MAX_VALUE, taken::add);

    assertThat(taken.stream().map(StoredPendingMentions::key).toList())
        .isEqualTo(sorted.stream().map(StoredPendingMentions::key).distinct().toList());
  }
}
