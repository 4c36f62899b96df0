package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.testkit.Needs.Tool;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class NeedsConditionTest {

  @Test
  void shouldRunWhatHasAllItNeeds() {
    assertThat(condition("", Tool.KCAT).evaluate(Tool.KCAT).isDisabled()).isFalse();
  }

  @Test
  void shouldSkipAndNameWhatIsMissing() {
    var result = condition("", Tool.KCAT).evaluate(Tool.KCAT, Tool.ENGINE, Tool.NODE);

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).hasValueSatisfying(r -> assertThat(r).contains("engine, node"));
  }

  @Test
  void shouldFailWhereTheMachineIsSaidToHaveIt() {
    assertThatThrownBy(() -> condition("kcat, engine").evaluate(Tool.ENGINE))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("engine");
    assertThatThrownBy(() -> condition("all").evaluate(Tool.NODE))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("node");
  }

  @Test
  void shouldStillSkipWhatOthersRequire() {
    assertThat(condition("engine").evaluate(Tool.NODE).isDisabled()).isTrue();
  }

  private static NeedsCondition condition(String required, Tool... there) {
    return new NeedsCondition(required, java.util.Set.of(there)::contains);
  }
}
