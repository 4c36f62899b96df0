package io.tocsin.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifetimeTest {
  private final Lifetime lifetime = new Lifetime("probe");

  @Test
  void shouldCloseOnceAndTheLastFirstWhateverFails() {
    List<String> closed = new ArrayList<>();
    lifetime.<AutoCloseable>owning(() -> closed.add("first"));
    lifetime.<AutoCloseable>owning(
        () -> {
          throw new IllegalStateException("does not close");
        });
    lifetime.<AutoCloseable>owning(() -> closed.add("last"));
    lifetime.close();
    lifetime.close();
    assertThat(closed).containsExactly("last", "first");
  }

  @Test
  void shouldTellTheFirstFailureAndThatItIsOver() throws Exception {
    assertThat(lifetime.check("door", "serving").healthy()).isTrue();
    lifetime.fail(new ServiceFailure(ExitCode.WORLD_BROKEN, "no broker"));
    lifetime.fail(new ServiceFailure(ExitCode.BUG, "a consequence"));
    ServiceFailure failure = lifetime.failure().toCompletableFuture().get(1, TimeUnit.MINUTES);
    assertThat(failure).hasMessage("no broker");
    assertThat(failure.exitCode()).isEqualTo(ExitCode.WORLD_BROKEN);
    assertThat(lifetime.check("door", "serving").healthy()).isFalse();
  }
}
