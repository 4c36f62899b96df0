package io.tocsin.alerts;

import io.tocsin.avro.EnrichedPost;
import java.util.function.BooleanSupplier;

/** Where the posts of before are. */
interface HistorySource {

  /**
   * What is asked of it.
   *
   * @param partition of the enriched topic
   * @param before offset of the first record that is not asked for
   * @param from no older records are, milliseconds since the epoch
   * @param most no more records are; the newest
   */
  record Stretch(int partition, long before, long from, int most) {}

  /** Takes what is read. */
  interface Reader {

    /** Takes a post; they come in the order of the partition. */
    void take(EnrichedPost post);

    /** A record that is no post is passed over. */
    void skipped();
  }

  /**
   * Reads a stretch.
   *
   * @param goOn false: nobody wants it any more
   * @return from when on it is whole, milliseconds since the epoch; {@link Long#MIN_VALUE} when it
   *     begins with the partition
   * @throws org.apache.kafka.common.KafkaException when broker or registry cannot be asked
   */
  long read(Stretch stretch, Reader to, BooleanSupplier goOn);
}
