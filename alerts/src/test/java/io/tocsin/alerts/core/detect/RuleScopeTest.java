package io.tocsin.alerts.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RuleScopeTest {

  @Property(tries = 300)
  void shouldHaveTheHashOfItsKey(@ForAll String rule, @ForAll String scope) {
    RuleScope key = new RuleScope(rule, scope);
    assertThat(key.keyHash()).isEqualTo(key.key().hashCode());
  }
}
