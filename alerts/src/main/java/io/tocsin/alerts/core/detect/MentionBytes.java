package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.Highlight;
import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Signature;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mentions as bytes: for those that are kept or sent by the thousand, one behind the other. */
public final class MentionBytes {

  private MentionBytes() {}

  /** Writes all that a mention says. */
  public static void write(DataOutput out, MentionEvent mention) throws IOException {
    Bytes.writeText(out, mention.ruleId());
    Bytes.writeInt(out, mention.ruleVersion());
    Bytes.writeText(out, mention.ruleHash());
    Bytes.writeText(out, mention.scope());
    Bytes.writeOptionalText(out, mention.scopeName());
    Bytes.writeOptionalPoint(out, mention.scopePoint());
    out.writeByte(mention.sign());
    out.writeLong(mention.time());
    out.writeLong(mention.mentionedAt());
    Bytes.writeText(out, mention.postKey());
    Bytes.writeInt(out, mention.revision());
    Bytes.writeText(out, mention.source());
    writeSignature(out, mention.signature());
    Bytes.writeText(out, mention.title());
    Bytes.writeOptionalText(out, mention.url());
    Bytes.writeText(out, mention.excerpt());
    Bytes.writeInt(out, mention.highlights().size());
    for (Highlight highlight : mention.highlights()) {
      Bytes.writeInt(out, highlight.start());
      Bytes.writeInt(out, highlight.end());
    }
    out.writeBoolean(mention.negated());
    Bytes.writeInt(out, mention.contexts().size());
    for (String context : mention.contexts()) {
      Bytes.writeText(out, context);
    }
    Bytes.writeOptionalText(out, mention.reason());
  }

  private static void writeSignature(DataOutput out, @Nullable Signature signature)
      throws IOException {
    out.writeBoolean(signature != null);
    if (signature != null) {
      Bytes.writeText(out, signature.algorithm());
      Bytes.writeInt(out, signature.bits().length);
      out.write(signature.bits());
      Bytes.writeInt(out, signature.shingles());
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when it is cut short, or no such thing
   */
  public static MentionEvent read(DataInput in) throws IOException {
    return read(in, Bytes::readOptionalPoint);
  }

  /**
   * Reads what was written before mentions had points.
   *
   * @throws IOException when it is cut short, or no such thing
   */
  public static MentionEvent readWithoutPoint(DataInput in) throws IOException {
    return read(in, none -> null);
  }

  /** How the point of a mention is read, where it stands. */
  @FunctionalInterface
  private interface PointReading {
    @Nullable GeoPoint from(DataInput in) throws IOException;
  }

  private static MentionEvent read(DataInput in, PointReading point) throws IOException {
    return new MentionEvent(
        Bytes.readText(in),
        Bytes.readInt(in),
        Bytes.readText(in),
        Bytes.readText(in),
        Bytes.readOptionalText(in),
        point.from(in),
        in.readByte(),
        in.readLong(),
        in.readLong(),
        Bytes.readText(in),
        Bytes.readInt(in),
        Bytes.readText(in),
        readSignature(in),
        Bytes.readText(in),
        Bytes.readOptionalText(in),
        Bytes.readText(in),
        readHighlights(in),
        in.readBoolean(),
        readTexts(in),
        Bytes.readOptionalText(in));
  }

  private static @Nullable Signature readSignature(DataInput in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    String algorithm = Bytes.readText(in);
    byte[] bits = Bytes.readBytes(in);
    return new Signature(algorithm, bits, Bytes.readInt(in));
  }

  private static List<Highlight> readHighlights(DataInput in) throws IOException {
    List<Highlight> highlights = new ArrayList<>();
    for (int left = Bytes.readInt(in); left > 0; left--) {
      highlights.add(new Highlight(Bytes.readInt(in), Bytes.readInt(in)));
    }
    return highlights;
  }

  private static List<String> readTexts(DataInput in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = Bytes.readInt(in); left > 0; left--) {
      texts.add(Bytes.readText(in));
    }
    return texts;
  }
}
