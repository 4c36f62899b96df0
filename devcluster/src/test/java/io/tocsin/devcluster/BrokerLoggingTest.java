package io.tocsin.devcluster;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BrokerLoggingTest {
  @Test
  void shouldLowerTheBrokerAloneAndLeaveChosenLevels() {
    Logger chosen = logger("org.apache.kafka.raft");
    chosen.setLevel(Level.DEBUG);

    BrokerLogging.quiet();

    assertThat(chosen.getLevel()).isEqualTo(Level.DEBUG);
    assertThat(logger("kafka").getLevel()).isEqualTo(Level.WARN);
    assertThat(logger("org.apache.kafka.clients").getLevel()).isNull();
    assertThat(logger("org.apache.kafka.streams").getLevel()).isNull();
    chosen.setLevel(null);
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
