package io.tocsin.deliver.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.deliver.core.Gate.Event;
import io.tocsin.deliver.core.Gate.Known;
import io.tocsin.deliver.core.Gate.Verdict;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

  private static Event opened(boolean silenced) {
    return new Event(silenced, true, false, 1);
  }

  private static Event updated(boolean silenced) {
    return new Event(silenced, true, false, 2);
  }

  private static Event ended(boolean silenced) {
    return new Event(silenced, false, false, 3);
  }

  private static Event retracted(boolean silenced) {
    return new Event(silenced, false, true, 4);
  }

  private static Event redacted(boolean silenced) {
    return new Event(silenced, true, true, 3);
  }

  @Nested
  class WithoutASilence {
    @ParameterizedTest
    @CsvSource({"NOTHING", "TOLD"})
    void shouldDeliverAll(Known known) {
      assertThat(Gate.of(opened(false), known)).isEqualTo(Verdict.DELIVER);
      assertThat(Gate.of(updated(false), known)).isEqualTo(Verdict.DELIVER);
      assertThat(Gate.of(ended(false), known)).isEqualTo(Verdict.DELIVER);
      assertThat(Gate.of(retracted(false), known)).isEqualTo(Verdict.DELIVER);
      assertThat(Gate.of(redacted(false), known)).isEqualTo(Verdict.DELIVER);
    }

    @Test
    void shouldTellOfAnAlertThatGoesOnAndOfNoEndOfWhatWasNeverTold() {
      assertThat(Gate.of(updated(false), Known.NEVER_TOLD)).isEqualTo(Verdict.DELIVER);
      assertThat(Gate.of(ended(false), Known.NEVER_TOLD)).isEqualTo(Verdict.WITHHOLD_FROM_UNTOLD);
      assertThat(Gate.of(retracted(false), Known.NEVER_TOLD))
          .isEqualTo(Verdict.WITHHOLD_FROM_UNTOLD);
    }
  }

  @Nested
  class WithOne {
    @Test
    void shouldWithholdWhatOpensAndChanges() {
      assertThat(Gate.of(opened(true), Known.NOTHING)).isEqualTo(Verdict.WITHHOLD_FROM_UNTOLD);
      assertThat(Gate.of(updated(true), Known.NEVER_TOLD)).isEqualTo(Verdict.WITHHOLD_FROM_UNTOLD);
      assertThat(Gate.of(updated(true), Known.NOTHING)).isEqualTo(Verdict.WITHHOLD_FROM_TOLD);
      assertThat(Gate.of(updated(true), Known.TOLD)).isEqualTo(Verdict.WITHHOLD_FROM_TOLD);
    }

    @Test
    void shouldDeliverTheEndOfWhatWasTold() {
      assertThat(Gate.of(ended(true), Known.NOTHING)).isEqualTo(Verdict.DELIVER);
      assertThat(Gate.of(ended(true), Known.TOLD)).isEqualTo(Verdict.DELIVER);
      assertThat(Gate.of(ended(true), Known.NEVER_TOLD)).isEqualTo(Verdict.WITHHOLD_FROM_UNTOLD);
    }

    @Test
    void shouldDeliverWhatIsErasedToThoseWhoMayHaveIt() {
      assertThat(Gate.of(redacted(true), Known.NOTHING)).isEqualTo(Verdict.DELIVER);
      assertThat(Gate.of(redacted(true), Known.TOLD)).isEqualTo(Verdict.DELIVER);
      assertThat(Gate.of(redacted(true), Known.NEVER_TOLD)).isEqualTo(Verdict.WITHHOLD_FROM_UNTOLD);
    }
  }
}
