package io.tocsin.ingest.file;

import io.tocsin.ingest.core.RejectReason;
import java.util.Map;

/**
 * What became of what stood in files.
 *
 * @param posts good ones: sent and taken by the broker, or only checked in a dry run
 * @param refused bad ones, by reason
 * @param brokenFiles files that could not be read, or not to their end
 */
record SendSummary(long posts, Map<RejectReason, Long> refused, int brokenFiles) {

  SendSummary {
    refused = Map.copyOf(refused);
  }

  long refusedAll() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  boolean isComplete() {
    return refused.isEmpty() && brokenFiles == 0;
  }
}
