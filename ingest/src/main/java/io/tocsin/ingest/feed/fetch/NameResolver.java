package io.tocsin.ingest.feed.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host, as the platform does or as a test wants. */
@FunctionalInterface
public interface NameResolver {
  /** The platform's own. */
  NameResolver SYSTEM = InetAddress::getAllByName;

  /**
   * All addresses of a name, or the one that it writes.
   *
   * @throws UnknownHostException if it has none
   */
  InetAddress[] resolve(String host) throws UnknownHostException;
}
