package io.tocsin.ingest.feed.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a fetch ended. */
public sealed interface Fetch {

  /**
   * A document came.
   *
   * @param body inflated
   * @param address where it came from at last
   * @param movedTo where the feed now lives for good; null where it was not moved
   * @param hostPause the pause between two polls that the host's robots.txt asks for
   */
  record Document(
      @SuppressWarnings("ArrayRecordComponent") byte[] body,
      @Nullable String contentType,
      URI address,
      Validators validators,
      @Nullable URI movedTo,
      Duration hostPause)
      implements Fetch {}

  /** Nothing is new since the version of the validators. */
  record NotModified(@Nullable URI movedTo, Duration hostPause) implements Fetch {}

  /**
   * Nothing came.
   *
   * @param detail what was found, without texts of the answer
   * @param wished how long the server wants us to wait; zero where it says nothing
   */
  record Failed(Failure failure, String detail, Duration wished) implements Fetch {
    static Failed of(Failure failure, String detail) {
      return new Failed(failure, detail, Duration.ZERO);
    }
  }

  /** Why nothing came. */
  enum Failure {
    /** No connection, or it broke. */
    UNREACHABLE,
    /** Too slow. */
    TIMEOUT,
    /** A status of failure. */
    STATUS,
    /** Asked to come back later: 429 or 503. */
    BUSY,
    /** 410: taken away for good. */
    GONE,
    /** More bytes than a body may have. */
    TOO_LARGE,
    /** A content encoding that we did not ask for, or damaged. */
    ENCODING,
    /** An address inside, or of another scheme. */
    BLOCKED,
    /** Forbidden by robots.txt, or that could not be read. */
    ROBOTS,
    /** Too many, in a circle, or away from https. */
    REDIRECTS;

    /** Its name in metrics. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
