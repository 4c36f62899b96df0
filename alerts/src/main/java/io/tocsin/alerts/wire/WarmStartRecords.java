package io.tocsin.alerts.wire;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.detect.MentionBytes;
import io.tocsin.alerts.core.detect.RuleScope;
import io.tocsin.alerts.core.detect.WarmStart;
import io.tocsin.alerts.core.detect.WarmStart.Begun;
import io.tocsin.alerts.core.detect.WarmStart.Busy;
import io.tocsin.alerts.core.detect.WarmStart.Ended;
import io.tocsin.alerts.core.detect.WarmStart.Found;
import io.tocsin.runtime.time.Watermark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The history of new rules on its way from match to detect, within the alerts service: records
 * without a value, what they tell in a header. Mentions have the key of their rule and scope, so
 * that they come to the partition that counts it; all else goes to all partitions. A detect stage
 * that does not know such records passes over them, and over what a newer release writes.
 */
public final class WarmStartRecords {

  private static final String KEY_PREFIX = Watermark.CONTROL_PREFIX + "warm-start/";
  private static final String HEADER = "tocsin.warm-start";
  private static final byte FORMAT = 2;

  /** From this one on mentions have the points of their scopes. */
  private static final byte FORMAT_WITH_POINTS = 2;

  private static final byte BEGUN = 1;
  private static final byte FOUND = 2;
  private static final byte BUSY = 3;
  private static final byte ENDED = 4;

  private WarmStartRecords() {}

  /** The key of what a partition tells to all. */
  public static String key(int partition) {
    return KEY_PREFIX + partition;
  }

  /** The key of what it tells of a rule and scope. */
  public static String key(RuleScope scope) {
    return scope.key();
  }

  /** Writes what is told into the headers of its record. */
  public static void write(List<? extends WarmStart> told, Headers headers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeInt(told.size());
      for (WarmStart one : told) {
        write(one, out);
      }
    } catch (IOException e) {
      throw new IllegalStateException("an array takes everything", e);
    }
    headers.add(HEADER, bytes.toByteArray());
  }

  private static void write(WarmStart told, DataOutputStream out) throws IOException {
    if (told instanceof Begun begun) {
      begin(BEGUN, told, out);
      out.writeInt(begun.of());
    } else if (told instanceof Found found) {
      begin(FOUND, told, out);
      out.writeInt(found.mentions().size());
      for (MentionEvent mention : found.mentions()) {
        MentionBytes.write(out, mention);
      }
    } else if (told instanceof Busy busy) {
      begin(BUSY, told, out);
      writeBuckets(busy, out);
    } else if (told instanceof Ended ended) {
      begin(ENDED, told, out);
      out.writeInt(ended.of());
      out.writeLong(ended.from());
    }
  }

  private static void begin(byte kind, WarmStart told, DataOutputStream out) throws IOException {
    out.writeByte(kind);
    out.writeUTF(told.ruleId());
    out.writeUTF(told.ruleHash());
    out.writeInt(told.partition());
  }

  private static void writeBuckets(Busy busy, DataOutputStream out) throws IOException {
    out.writeUTF(busy.scope());
    out.writeInt(busy.buckets().size());
    for (long bucket : busy.buckets()) {
      out.writeInt((int) (bucket / WarmStart.BUCKET_MILLIS));
    }
  }

  /**
   * Reads it back; nothing from any other record.
   *
   * @throws IllegalArgumentException when it is such a record and cannot be read
   */
  public static List<WarmStart> read(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null) {
      return List.of();
    }
    byte[] bytes = header.value() == null ? new byte[0] : header.value();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      List<WarmStart> told = new ArrayList<>();
      byte format = in.readByte();
      if (format > FORMAT) {
        return told;
      }
      for (int left = in.readInt(); left > 0; left--) {
        told.add(readOne(in, format));
      }
      return told;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "header " + HEADER + " of " + bytes.length + " bytes cannot be read", e);
    }
  }

  private static WarmStart readOne(DataInputStream in, byte format) throws IOException {
    byte kind = in.readByte();
    String ruleId = in.readUTF();
    String hash = in.readUTF();
    int partition = in.readInt();
    return switch (kind) {
      case BEGUN -> new Begun(ruleId, hash, partition, in.readInt());
      case FOUND -> new Found(ruleId, hash, partition, readMentions(in, format));
      case BUSY -> new Busy(ruleId, hash, partition, in.readUTF(), readBuckets(in));
      case ENDED -> new Ended(ruleId, hash, partition, in.readInt(), in.readLong());
      default -> throw new IOException("kind " + kind);
    };
  }

  private static List<MentionEvent> readMentions(DataInputStream in, byte format)
      throws IOException {
    List<MentionEvent> mentions = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      mentions.add(
          format < FORMAT_WITH_POINTS ? MentionBytes.readWithoutPoint(in) : MentionBytes.read(in));
    }
    return mentions;
  }

  private static List<Long> readBuckets(DataInputStream in) throws IOException {
    List<Long> buckets = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      buckets.add(in.readInt() * WarmStart.BUCKET_MILLIS);
    }
    return buckets;
  }
}
