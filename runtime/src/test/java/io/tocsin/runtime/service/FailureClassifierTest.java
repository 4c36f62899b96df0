package io.tocsin.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.runtime.config.InvalidConfigException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureClassifierTest {

  static Stream<Throwable> broken() {
    return Stream.of(
        new TimeoutException("late"),
        new StreamsException("task", new NetworkException("gone")),
        new StreamsException("x", new SerializationException("y", new NetworkException("gone"))),
        new SaslAuthenticationException("no"),
        new MissingSourceTopicException("no topic"),
        new IOException("disk full"),
        new StreamsException("x", new KafkaException(Errors.UNKNOWN_SERVER_ERROR.message())),
        new ServiceFailure(ExitCode.WORLD_BROKEN, "said so"));
  }

  static Stream<Throwable> bugs() {
    return Stream.of(
        new IllegalStateException("oops"),
        new StreamsException("task", new NullPointerException()),
        new StreamsException("x", new RecordTooLargeException("9 MB")),
        new StreamsException("x", new SerializationException("no such field")),
        new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void shouldBlameTheWorld(Throwable exception) {
    assertThat(FailureClassifier.classify(exception)).isEqualTo(ExitCode.WORLD_BROKEN);
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void shouldBlameUs(Throwable exception) {
    assertThat(FailureClassifier.classify(exception)).isEqualTo(ExitCode.BUG);
  }

  @Test
  void shouldBlameTheConfiguration() {
    assertThat(FailureClassifier.classify(new InvalidConfigException(List.of())))
        .isEqualTo(ExitCode.BAD_CONFIG);
    assertThat(FailureClassifier.classify(new StreamsException(new ConfigException("acks", 7))))
        .isEqualTo(ExitCode.BAD_CONFIG);
  }

  @Test
  void shouldTellTheFirstCause() {
    assertThat(
            FailureClassifier.describe(
                new StreamsException("outer", new IllegalStateException("the point"))))
        .isEqualTo("IllegalStateException: the point");
  }
}
