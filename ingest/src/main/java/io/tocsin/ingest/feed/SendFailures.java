package io.tocsin.ingest.feed;

import io.tocsin.runtime.kafka.ClusterRefusedException;
import java.util.concurrent.CompletionException;

/** What becomes of posts that the broker does not take. */
final class SendFailures {
  private SendFailures() {}

  /**
   * Tells what is wrong with a broker that may be well again later.
   *
   * @throws ClusterRefusedException if it is a right that is missing, which waiting does not mend
   */
  static String explain(CompletionException failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    if (cause instanceof ClusterRefusedException refused) {
      throw refused;
    }
    return String.valueOf(cause.getMessage());
  }
}
