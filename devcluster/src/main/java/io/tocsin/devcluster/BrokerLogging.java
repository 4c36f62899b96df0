package io.tocsin.devcluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Keeps the broker's chatter out of the log of the program around it: its loggers go to WARN unless
 * somebody gave them a level. Loggers of Kafka's clients and Streams are not touched.
 */
final class BrokerLogging {
  /** Warns at each start that it becomes active. */
  private static final String CONTROLLER = "org.apache.kafka.controller.QuorumController";

  private static final List<String> LOGGERS =
      List.of(
          "kafka",
          "state.change.logger",
          "org.apache.kafka.common.config",
          "org.apache.kafka.common.metrics",
          "org.apache.kafka.common.network",
          "org.apache.kafka.common.utils.AppInfoParser",
          "org.apache.kafka.controller",
          "org.apache.kafka.coordinator",
          "org.apache.kafka.image",
          "org.apache.kafka.metadata",
          "org.apache.kafka.network",
          "org.apache.kafka.queue",
          "org.apache.kafka.raft",
          "org.apache.kafka.server",
          "org.apache.kafka.storage",
          "org.apache.kafka.timeline");

  private BrokerLogging() {}

  static void quiet() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      atLeast(Level.ERROR, context.getLogger(CONTROLLER));
      LOGGERS.stream().map(context::getLogger).forEach(logger -> atLeast(Level.WARN, logger));
    }
  }

  private static void atLeast(Level level, Logger logger) {
    if (logger.getLevel() == null) {
      logger.setLevel(level);
    }
  }
}
