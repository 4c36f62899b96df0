package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches one key (a rule in a scope). This first form only keeps its place; it finds nothing. */
final class SpikeDetector {

  private SpikeDetector() {}

  static SpikeDetector fresh(RuleScope key, DetectorLimits limits) {
    return new SpikeDetector();
  }

  static SpikeDetector fromBytes(RuleScope key, DetectorLimits limits, byte[] bytes) {
    return new SpikeDetector();
  }

  byte[] toBytes() {
    return new byte[] {1};
  }

  void onMention(@Nullable Rule rule, MentionEvent mention, Consumer<DetectOutput> out) {}

  void onTick(@Nullable Rule rule, long minute, Consumer<DetectOutput> out) {}

  boolean needsTicks() {
    return false;
  }

  boolean isForgotten(long time) {
    return true;
  }
}
