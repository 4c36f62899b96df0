package io.tocsin.ingest.feed.fetch;

import java.time.Duration;

/**
 * What one fetch may cost.
 *
 * @param bytes of a body, as it is sent and inflated
 * @param connect until a connection stands
 * @param silence from one byte to the next
 * @param total from the request to the end of the body, for each address in a chain of redirects
 * @param redirects followed in one fetch
 */
public record FetchLimits(
    int bytes, Duration connect, Duration silence, Duration total, int redirects) {
  /** 10 MiB, 10 s to connect, 15 s of silence, 60 s in all, 5 redirects. */
  public static final FetchLimits DEFAULT =
      new FetchLimits(
          10 << 20, Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(60), 5);
}
