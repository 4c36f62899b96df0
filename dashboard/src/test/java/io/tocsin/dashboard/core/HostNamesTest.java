package io.tocsin.dashboard.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
  private static final HostNames NAMES = HostNames.of("desk.example", List.of("Page.Example.org"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8095",
        "127.0.0.1",
        "127.0.0.1:8095",
        "10.1.2.3:80",
        "[::1]",
        "[::1]:8095",
        "[::ffff:10.0.0.1]:1",
        "desk.example:8095",
        "page.example.org"
      })
  void shouldAcceptAddressesAndKnownNames(String host) {
    assertThat(NAMES.accepts(host)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        ":8095",
        "evil.example",
        "evil.example:8095",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "desk.example.evil",
        "desk.example:8095:80",
        "[evil.example]",
        "1.2.3",
        "user@localhost"
      })
  void shouldAcceptNothingElse(String host) {
    assertThat(NAMES.accepts(host)).isFalse();
  }
}
