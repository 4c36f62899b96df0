package io.tocsin.alerts.wire;

import io.tocsin.alerts.core.PublishedStories;
import io.tocsin.runtime.time.Watermark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What match tells detect of all that is published, within the alerts service: a control record
 * without a value, its numbers in a header. It goes to all partitions, ahead of the watermark that
 * closes its minutes. A detect stage that does not know such records passes over them.
 */
public final class CoverageRecords {

  /** Keys begin so; the partition that tells follows. */
  private static final String KEY_PREFIX = Watermark.CONTROL_PREFIX + "coverage/";

  private static final String HEADER = "tocsin.coverage";

  private CoverageRecords() {}

  /** The key of what a partition tells. */
  public static String key(int partition) {
    return KEY_PREFIX + partition;
  }

  /** Writes counts into the headers of their record. */
  public static void write(List<PublishedStories> counts, Headers headers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(counts.size());
      for (PublishedStories count : counts) {
        out.writeLong(count.minute());
        out.writeUTF(count.source());
        out.writeInt(count.stories());
      }
    } catch (IOException e) {
      throw new IllegalStateException("an array takes everything", e);
    }
    headers.add(HEADER, bytes.toByteArray());
  }

  /**
   * Reads counts back; none from any other record.
   *
   * @throws IllegalArgumentException when it is such a record and cannot be read
   */
  public static List<PublishedStories> read(@Nullable String key, Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (key == null || !key.startsWith(KEY_PREFIX) || header == null) {
      return List.of();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(header.value()))) {
      List<PublishedStories> counts = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        counts.add(new PublishedStories(in.readLong(), in.readUTF(), in.readInt()));
      }
      return counts;
    } catch (EOFException e) {
      throw new IllegalArgumentException(
          key + " has a header " + HEADER + " of " + header.value().length + " bytes, cut short");
    } catch (IOException e) {
      throw new IllegalArgumentException(key + " has a header " + HEADER + " that is no text", e);
    }
  }
}
