package io.tocsin.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.runtime.http.Health.Check;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PeriodicCheckTest {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Check UP = new Check("registry", true, "answered 200");

  private final AtomicLong nanos = new AtomicLong();

  private PeriodicCheck check(Supplier<Check> question) {
    return new PeriodicCheck("registry", question, PATIENCE, nanos::get);
  }

  @Test
  void shouldBeDownBeforeTheFirstAnswer() {
    try (PeriodicCheck check = check(() -> UP)) {
      assertThat(check.last()).isEqualTo(new Check("registry", false, "not asked yet"));

      check.ask();
      assertThat(check.last()).isEqualTo(UP);
    }
  }

  @Test
  void shouldTakeAnOldAnswerForNone() {
    try (PeriodicCheck check = check(() -> UP)) {
      check.ask();
      nanos.addAndGet(PATIENCE.toNanos());
      assertThat(check.last()).isEqualTo(UP);

      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      assertThat(check.last()).isEqualTo(new Check("registry", false, "no answer for 16 s"));
    }
  }

  @Test
  void shouldBeDownWhenTheQuestionFails() {
    Supplier<Check> broken =
        () -> {
          throw new IllegalStateException("closed");
        };
    try (PeriodicCheck check = check(broken)) {
      check.ask();

      assertThat(check.last().healthy()).isFalse();
      assertThat(check.last().detail())
          .isEqualTo("cannot be told: java.lang.IllegalStateException: closed");
    }
  }

  @Test
  void shouldAskAgainAndAgainAlsoAfterAFailure() {
    AtomicInteger asked = new AtomicInteger();
    Supplier<Check> question =
        () -> {
          if (asked.incrementAndGet() == 1) {
            throw new IllegalStateException("the first fails");
          }
          return UP;
        };
    try (PeriodicCheck check =
        PeriodicCheck.start("registry", question, Duration.ofMillis(1), Duration.ofMinutes(5))) {
      await().until(() -> asked.get() >= 3 && check.last().equals(UP));
    }
  }
}
