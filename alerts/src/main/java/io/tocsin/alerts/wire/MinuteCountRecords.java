package io.tocsin.alerts.wire;

import io.tocsin.alerts.core.MinuteCount;
import io.tocsin.alerts.core.MinuteCount.What;
import io.tocsin.runtime.time.Watermark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What match tells all of detect, within the alerts service: a control record without a value, its
 * numbers in a header. It goes to all partitions, ahead of the watermark that closes its minutes. A
 * detect stage that does not know such records passes over them.
 */
public final class MinuteCountRecords {

  /** Keys begin so; the partition that tells follows. */
  private static final String KEY_PREFIX = Watermark.CONTROL_PREFIX + "counts/";

  private static final String HEADER = "tocsin.counts";

  private MinuteCountRecords() {}

  /** The key of what a partition tells. */
  public static String key(int partition) {
    return KEY_PREFIX + partition;
  }

  /** Writes counts into the headers of their record. */
  public static void write(List<MinuteCount> counts, Headers headers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(counts.size());
      for (MinuteCount count : counts) {
        out.writeByte(count.what().code());
        out.writeLong(count.minute());
        out.writeUTF(count.name());
        out.writeInt(count.count());
      }
    } catch (IOException e) {
      throw new IllegalStateException("an array takes everything", e);
    }
    headers.add(HEADER, bytes.toByteArray());
  }

  /**
   * Reads counts back; none from any other record. What a newer writer counts beside is left out.
   *
   * @throws IllegalArgumentException when it is such a record and cannot be read
   */
  public static List<MinuteCount> read(@Nullable String key, Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (key == null || !key.startsWith(KEY_PREFIX) || header == null) {
      return List.of();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(header.value()))) {
      List<MinuteCount> counts = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        Optional<What> what = What.of(in.readByte());
        long minute = in.readLong();
        String name = in.readUTF();
        int count = in.readInt();
        what.ifPresent(known -> counts.add(new MinuteCount(known, minute, name, count)));
      }
      return counts;
    } catch (IOException e) {
      String size = header.value().length + " bytes";
      throw new IllegalArgumentException(
          key + " has a header " + HEADER + " of " + size + " that cannot be read", e);
    }
  }
}
