package io.tocsin.ingest.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.core.Reading.Accepted;
import io.tocsin.ingest.core.Reading.Rejected;

/** Takes readings apart in tests. */
final class Readings {
  private Readings() {}

  static <T> T accepted(Reading<T> reading) {
    assertThat(reading).isInstanceOf(Accepted.class);
    return ((Accepted<T>) reading).value();
  }

  static <T> Rejected<T> rejected(Reading<T> reading) {
    assertThat(reading).isInstanceOf(Rejected.class);
    return (Rejected<T>) reading;
  }
}
