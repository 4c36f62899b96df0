package io.tocsin.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.runtime.http.Health;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AnnotatorHealthTest {

  private final AnnotatorHealth health = new AnnotatorHealth();

  private void posts(int count) {
    for (int i = 0; i < count; i++) {
      health.countPost();
    }
  }

  @Test
  void shouldBeUpWhileNothingFails() {
    posts(1);

    assertThat(health.check())
        .isEqualTo(new Health.Check("annotators", true, "none failed lately"));
  }

  @Test
  void shouldBeDegradedForSomePostsAfterAFailure() {
    posts(1);
    health.countFailure("tags", new IllegalStateException("of a post"));
    posts(AnnotatorHealth.LATELY - 1);

    assertThat(health.check())
        .isEqualTo(Health.Check.degraded("annotators", "tags failed: IllegalStateException"));

    posts(1);

    assertThat(health.check().state()).isEqualTo(Health.State.UP);
  }

  @Test
  void shouldNameAllThatFailByTheirCauses() {
    posts(1);
    health.countFailure("tags", new IllegalStateException());
    health.countFailure("entities", new IllegalStateException(new IOException()));

    assertThat(health.check().detail())
        .isEqualTo("entities failed: IOException; tags failed: IllegalStateException");
    assertThat(health.check().healthy()).isTrue();
  }
}
