package io.tocsin.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.ingest.receive.Budget.Share;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetTest {

  @Test
  void shouldGiveNoMoreThanThereIs() {
    Budget budget = new Budget(100);
    try (Share first = budget.open();
        Share second = budget.open()) {
      first.take(60);
      second.take(40);
      assertThatThrownBy(() -> second.take(1))
          .isInstanceOfSatisfying(
              Problem.class,
              problem -> {
                assertThat(problem.kind()).isEqualTo(Problem.Kind.BUSY);
                assertThat(problem.headers()).containsEntry("Retry-After", "1");
              });
      assertThatThrownBy(() -> first.take(Long.MAX_VALUE)).isInstanceOf(Problem.class);
      assertThat(budget.taken()).isEqualTo(100);
    }
    assertThat(budget.taken()).isZero();
  }

  @Test
  void shouldTakeBackOnceOnly() {
    Budget budget = new Budget(100);
    Share share = budget.open();
    share.take(10);
    share.close();
    share.close();
    assertThat(budget.taken()).isZero();
  }

  @Test
  void shouldCountRightForMany() {
    Budget budget = new Budget(1_000);
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.runAsync(() -> takeAndGiveBack(budget)))
            .toList();
    all.forEach(CompletableFuture::join);
    assertThat(budget.taken()).isZero();
  }

  private static void takeAndGiveBack(Budget budget) {
    for (int i = 0; i < 10_000; i++) {
      try (Share share = budget.open()) {
        share.take(100 + i % 100);
        assertThat(budget.taken()).isLessThanOrEqualTo(budget.limit());
      } catch (Problem full) {
        assertThat(full.kind()).isEqualTo(Problem.Kind.BUSY);
      }
    }
  }
}
