package io.tocsin.alerts.core.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When each source spoke last, so that distinct sources can be counted over stretches of time that
 * are longer than what is live. A source that was heard within a stretch is no new one in it.
 */
final class Speakers {

  private final int limit;
  private final TreeMap<Long, Long> last = new TreeMap<>();

  /**
   * Nobody has spoken yet.
   *
   * @param limit no more sources are remembered; further ones count each time that they speak
   */
  Speakers(int limit) {
    this.limit = limit;
  }

  /** A stretch of time, its beginning excluded, its end included. */
  record Stretch(long from, long to) {}

  /**
   * Hears the mentions of a bucket.
   *
   * @param bucket the mentions, in order, later than all that were heard
   * @param stretches stretches that have begun by the end of the bucket
   * @return for each stretch, how many sources speak in the bucket for the first time in it
   */
  int[] hear(List<Voices.Mention> bucket, List<Stretch> stretches) {
    int[] first = new int[stretches.size()];
    for (Voices.Mention mention : bucket) {
      long source = Voices.hashOf(mention.source());
      long before = last.getOrDefault(source, Long.MIN_VALUE);
      for (int i = 0; i < first.length; i++) {
        Stretch stretch = stretches.get(i);
        first[i] += before <= stretch.from() && mention.at() <= stretch.to() ? 1 : 0;
      }
      if (last.size() < limit || last.containsKey(source)) {
        last.put(source, mention.at());
      }
    }
    return first;
  }

  /** Forgets who has not spoken after a time. */
  void forgetUpTo(long time) {
    last.values().removeIf(at -> at <= time);
  }

  void writeTo(DataOutput out) throws IOException {
    Bytes.writeInt(out, last.size());
    for (Map.Entry<Long, Long> source : last.entrySet()) {
      out.writeLong(source.getKey());
      out.writeLong(source.getValue());
    }
  }

  static Speakers readFrom(DataInput in, int limit) throws IOException {
    Speakers speakers = new Speakers(limit);
    for (int count = Bytes.readInt(in); count > 0; count--) {
      long source = in.readLong();
      speakers.last.put(source, in.readLong());
    }
    return speakers;
  }
}
