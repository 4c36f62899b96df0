package io.tocsin.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class BrokerFaultsTest {
  /** As the client's transaction manager puts it. */
  private final StreamsException fault =
      new StreamsException(
          "Error encountered trying to commit a transaction",
          new KafkaException(
              "Unhandled error in EndTxnResponse: The server experienced an unexpected error when"
                  + " processing the request."));

  private final BrokerFaults faults = new BrokerFaults();

  @Test
  void shouldTellFaultsThatMayPassFromAllElse() {
    assertThat(BrokerFaults.isFault(fault)).isTrue();
    assertThat(BrokerFaults.isFault(new StreamsException(new UnknownServerException()))).isTrue();
    assertThat(BrokerFaults.isFault(new StreamsException("x", new IllegalStateException())))
        .isFalse();
    assertThat(BrokerFaults.isFault(new KafkaException("Unhandled error in EndTxnResponse: other")))
        .isFalse();
    assertThat(BrokerFaults.isFault(new StreamsException(new InvalidTxnStateException("x"))))
        .isTrue();
    assertThat(BrokerFaults.isFault(new InvalidTxnTimeoutException("x"))).isFalse();
  }

  @Test
  void shouldBearSoManyInATimeAndNoMore() {
    for (int i = 0; i < BrokerFaults.MOST; i++) {
      assertThat(faults.bears(fault, i)).isTrue();
    }
    assertThat(faults.bears(fault, BrokerFaults.SPAN.toNanos())).isFalse();
    assertThat(faults.bears(fault, BrokerFaults.SPAN.toNanos() + 1)).isTrue();
    assertThat(faults.bears(fault, BrokerFaults.SPAN.toNanos() + 1)).isFalse();
  }

  @Test
  void shouldBearNothingElse() {
    assertThat(faults.bears(new IllegalStateException(), 0)).isFalse();
  }
}
