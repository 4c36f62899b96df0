package io.tocsin.alerts.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class RuleChangeCountTest {

  private final RuleChangeCount changes = new RuleChangeCount();

  @Test
  void shouldCountChanges() {
    changes.change(() -> {});
    changes.change(() -> {});

    assertThat(changes.current()).isEqualTo(2);
  }

  @Test
  void shouldLetAChangeWaitWhileTheWholeIsRead() throws InterruptedException {
    List<String> order = new ArrayList<>();
    Thread global = new Thread(() -> changes.change(() -> order.add("changed")));

    long seen =
        changes.whole(
            () -> {
              global.start();
              while (global.getState() != Thread.State.WAITING) {
                LockSupport.parkNanos(100_000);
              }
              order.add("read");
              return changes.current();
            });
    global.join();

    assertThat(seen).isZero();
    assertThat(order).containsExactly("read", "changed");
    assertThat(changes.current()).isEqualTo(1);
  }
}
