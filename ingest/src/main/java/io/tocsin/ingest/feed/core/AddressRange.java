package io.tocsin.ingest.feed.core;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Addresses that share their first bits.
 *
 * @param base any of them
 * @param bits how many bits they share
 */
public record AddressRange(InetAddress base, int bits) {

  /** Reads {@code 10.2.0.0/16}, {@code fd00::/8} or a single address. */
  public static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!InetAddresses.isInetAddress(address)) {
      return Optional.empty();
    }
    InetAddress base = InetAddresses.forString(address);
    int width = base.getAddress().length * 8;
    String bits = slash < 0 ? String.valueOf(width) : text.substring(slash + 1);
    return bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= width
        ? Optional.of(new AddressRange(base, Integer.parseInt(bits)))
        : Optional.empty();
  }

  /** A range that is known to be written rightly. */
  static AddressRange of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException(text));
  }

  /** Whether an address is one of them; never one of the other family. */
  boolean contains(InetAddress address) {
    byte[] ours = base.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return base.getHostAddress() + "/" + bits;
  }
}
