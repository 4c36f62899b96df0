package io.tocsin.ingest.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ClockSkewTest {

  @Test
  void shouldProveNothingByItself() {
    assertThat(ClockSkew.UNKNOWN.ahead()).isZero();
    assertThat(ClockSkew.UNKNOWN.behind()).isZero();
    assertThat(ClockSkew.UNKNOWN.millis()).isZero();
  }

  @Test
  void shouldSeeThatARecordCameAfterAQuestionOfALaterTime() {
    ClockSkew skew = ClockSkew.UNKNOWN.and(ClockSkew.ofAppended(10_000, 70_000, 70_500));

    assertThat(skew.ahead()).isEqualTo(60_000);
    assertThat(skew.behind()).isZero();
    assertThat(skew.millis()).isEqualTo(60_000);
  }

  @Test
  void shouldSeeThatARecordIsOfTheFuture() {
    ClockSkew skew = ClockSkew.UNKNOWN.and(ClockSkew.ofRead(70_000, 10_000));

    assertThat(skew.behind()).isEqualTo(60_000);
    assertThat(skew.millis()).isEqualTo(-60_000);
  }

  @Test
  void shouldNotBlameTheClockForABacklog() {
    assertThat(ClockSkew.UNKNOWN.and(ClockSkew.ofRead(10_000, 9_000_000)).millis()).isZero();
  }

  @Test
  void shouldBelieveTheNewerProofWhenAClockWasSet() {
    ClockSkew ahead = ClockSkew.ofAppended(10_000, 70_000, 70_100);

    assertThat(ahead.and(ClockSkew.ofRead(20_000, 20_050)).millis()).isZero();
    assertThat(ahead.and(ClockSkew.ofAppended(20_000, 50_000, 50_050)).millis()).isEqualTo(30_000);
  }

  /** A step of an observation: what happened at the broker, in the broker's time. */
  @Property
  void shouldNeverClaimMoreThanThereIs(
      @ForAll @LongRange(min = -100_000, max = 100_000) long skew,
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 5_000) Integer> delays) {
    long now = 1_000_000;
    ClockSkew known = ClockSkew.UNKNOWN;
    for (int delay : delays) {
      long asked = now;
      long appended = asked + delay;
      long read = appended + delay / 2;
      known = known.and(ClockSkew.ofAppended(appended, asked + skew, read + skew));
      assertThat(known.atLeast()).isLessThanOrEqualTo(skew);
      assertThat(known.atMost()).isGreaterThanOrEqualTo(skew);
      now = read;
    }
  }
}
