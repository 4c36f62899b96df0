package io.tocsin.ingest.feed.fetch;

import java.io.Serial;
import java.net.UnknownHostException;

/** A host has no address that may be connected to. */
final class BlockedAddressException extends UnknownHostException {
  @Serial private static final long serialVersionUID = 1L;

  BlockedAddressException(String host) {
    super(host + " has no address on the public internet, and the list of feeds allows no other");
  }
}
