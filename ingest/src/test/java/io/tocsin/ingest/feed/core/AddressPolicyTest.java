package io.tocsin.ingest.feed.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  private static final AddressPolicy OUTSIDE = new AddressPolicy(List.of());

  private static boolean allows(AddressPolicy policy, String address) {
    return policy.allows(InetAddresses.forString(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "127.0.0.1",
        "127.255.255.254",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.9",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::1",
        "2002:a00:1::",
        "2001::1",
        "2001:db8::1",
        "3fff::1",
        "100::1",
        "4000::1"
      })
  void shouldAllowNothingInside(String address) {
    assertThat(allows(OUTSIDE, address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "169.253.0.1",
        "192.0.1.1",
        "223.255.255.254",
        "2606:4700::1111",
        "2a00:1450::1",
        "64:ff9b::808:808",
        "2002:808:808::1"
      })
  void shouldAllowThePublicInternet(String address) {
    assertThat(allows(OUTSIDE, address)).isTrue();
  }

  @Test
  void shouldAllowWhatTheListNamesAndNoMore() {
    AddressPolicy policy =
        new AddressPolicy(List.of(AddressRange.of("10.2.0.0/15"), AddressRange.of("fd00:1::/32")));

    assertThat(allows(policy, "10.2.9.9")).isTrue();
    assertThat(allows(policy, "10.3.255.255")).isTrue();
    assertThat(allows(policy, "10.4.0.0")).isFalse();
    assertThat(allows(policy, "fd00:1::7")).isTrue();
    assertThat(allows(policy, "fd00:2::7")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.2.0.0/16, 10.2.0.0/16",
    "127.0.0.1, 127.0.0.1/32",
    "0.0.0.0/0, 0.0.0.0/0",
    "fd00::/8, fd00:0:0:0:0:0:0:0/8"
  })
  void shouldReadRanges(String text, String range) {
    assertThat(AddressRange.parse(text).map(AddressRange::toString)).isEqualTo(Optional.of(range));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "10.2.0.0/33", "10.2.0.0/", "10.2/16", "::1/129", "10.0.0.1/-1"})
  void shouldReadNothingElse(String text) {
    assertThat(AddressRange.parse(text)).isEmpty();
  }
}
