package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Rule;
import org.jspecify.annotations.Nullable;

/** The rules in effect. Asked often: it should answer from memory. */
@FunctionalInterface
public interface RuleBook {

  /**
   * The rule of an id as it stands now; null when there is none. A disabled one is told as such.
   */
  @Nullable Rule find(String ruleId);
}
