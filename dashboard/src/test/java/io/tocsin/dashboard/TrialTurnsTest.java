package io.tocsin.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dashboard.TrialTurns.End;
import io.tocsin.dashboard.TrialTurns.Turn;
import io.tocsin.testkit.TestCluster;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class TrialTurnsTest {
  private final TrialTurns turns = new TrialTurns(1, TestCluster.PATIENCE);
  private final CountDownLatch begun = new CountDownLatch(1);

  private Optional<String> untilEnded(BooleanSupplier goOn) {
    begun.countDown();
    while (goOn.getAsBoolean()) {
      Thread.onSpinWait();
    }
    return Optional.empty();
  }

  private CompletableFuture<Turn<String>> begin(TrialTurns at, String client) throws Exception {
    CompletableFuture<Turn<String>> turn =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return at.take(client, this::untilEnded);
              } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
              }
            });
    assertThat(begun.await(TestCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return turn;
  }

  @Test
  void shouldGiveWhatComesOfIt() throws Exception {
    Turn<String> turn = turns.take("a", goOn -> Optional.of("done " + goOn.getAsBoolean()));
    assertThat(turn.end()).isEqualTo(End.DONE);
    assertThat(turn.result()).contains("done true");
  }

  @Test
  void shouldLetTheNewestOfAClientEndTheOneBefore() throws Exception {
    CompletableFuture<Turn<String>> older = begin(turns, "a");
    assertThat(turns.take("a", goOn -> Optional.of("newer")).result()).contains("newer");
    assertThat(older.join().end()).isEqualTo(End.SUPERSEDED);
  }

  @Test
  void shouldEndWhatTakesTooLongAndLetNobodyWaitLonger() throws Exception {
    TrialTurns impatient = new TrialTurns(1, Duration.ofMillis(20));
    CompletableFuture<Turn<String>> older = begin(impatient, "a");
    assertThat(older.join().end()).isEqualTo(End.TOO_LONG);
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch holds = new CountDownLatch(1);
    CompletableFuture<Void> holder =
        CompletableFuture.runAsync(
            () -> {
              try {
                impatient.take(
                    "b",
                    goOn -> {
                      holds.countDown();
                      await(held);
                      return Optional.of("late");
                    });
              } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
              }
            });
    await(holds);
    assertThat(impatient.take("c", goOn -> Optional.of("never")).end()).isEqualTo(End.CROWDED);
    held.countDown();
    holder.join();
    assertThat(impatient.take("c", goOn -> Optional.of("free")).end()).isEqualTo(End.DONE);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(TestCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
