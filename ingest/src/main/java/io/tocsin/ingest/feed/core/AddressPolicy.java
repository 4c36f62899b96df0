package io.tocsin.ingest.feed.core;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a feed may be fetched from: those of the public internet, and others where the
 * list of feeds names them. It is asked with the address that is connected to, never with a name.
 *
 * @param inside what is allowed beyond the public internet
 */
public record AddressPolicy(List<AddressRange> inside) {
  /** IANA's special-purpose registries, multicast, and what clouds answer metadata on. */
  private static final List<AddressRange> NOT_PUBLIC =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "168.63.129.16",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3")
          .map(AddressRange::of)
          .toList();

  /**
   * All that is assigned to hosts of the internet; what carries a version 4 address is unwrapped.
   */
  private static final AddressRange PUBLIC_6 = AddressRange.of("2000::/3");

  private static final AddressRange TRANSLATED = AddressRange.of("64:ff9b::/96");
  private static final List<AddressRange> NOT_PUBLIC_6 =
      Stream.of("2001::/23", "2001:db8::/32", "3fff::/20").map(AddressRange::of).toList();

  public AddressPolicy {
    inside = List.copyOf(inside);
  }

  /** Whether a connection to the address may be made. */
  public boolean allows(InetAddress address) {
    return inside.stream().anyMatch(range -> range.contains(address)) || isPublic(address);
  }

  private static boolean isPublic(InetAddress address) {
    if (!(address instanceof Inet6Address six)) {
      return NOT_PUBLIC.stream().noneMatch(range -> range.contains(address));
    }
    if (TRANSLATED.contains(six)) {
      return isPublic(lastFour(six));
    }
    if (InetAddresses.is6to4Address(six)) {
      return isPublic(InetAddresses.get6to4IPv4Address(six));
    }
    return PUBLIC_6.contains(six) && NOT_PUBLIC_6.stream().noneMatch(range -> range.contains(six));
  }

  private static InetAddress lastFour(Inet6Address address) {
    byte[] bytes = address.getAddress();
    return InetAddresses.fromInteger(ByteBuffer.wrap(bytes, 12, 4).getInt());
  }
}
