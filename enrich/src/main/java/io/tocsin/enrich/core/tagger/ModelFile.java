package io.tocsin.enrich.core.tagger;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A model as a file: a mark with the number of the format, the SHA-256 of what follows, and a
 * deflated body of clusters, weights and transitions. Rows of weights that are all zero are left
 * out. The same model gives the same bytes.
 */
public final class ModelFile {

  /** Name of the model that comes along, beside this class. */
  public static final String RESOURCE = "english.model";

  private static final int MARK = 0x544F4331;
  private static final int DIGEST = 32;
  private static final int MOST_ROWS = 1 << 22;

  private ModelFile() {}

  /**
   * The model that comes along.
   *
   * @throws IOException if it is missing or damaged
   */
  public static TaggerModel readResource() throws IOException {
    try (InputStream file = ModelFile.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IOException("the tagger's model " + RESOURCE + " is missing");
      }
      return read(file);
    }
  }

  /**
   * Reads a model.
   *
   * @throws IOException if it is damaged, or of another format
   */
  public static TaggerModel read(InputStream file) throws IOException {
    DataInputStream head = new DataInputStream(file);
    int mark = head.readInt();
    if (mark != MARK) {
      throw new IOException(
          "the tagger's model begins with %08x, expected %08x".formatted(mark, MARK));
    }
    byte[] digest = head.readNBytes(DIGEST);
    byte[] body = head.readAllBytes();
    if (!Arrays.equals(digest, sha256(body))) {
      throw new IOException("the tagger's model is damaged: its checksum is another");
    }
    InputStream inflated = new InflaterInputStream(new ByteArrayInputStream(body));
    return body(new DataInputStream(new BufferedInputStream(inflated, 1 << 16)));
  }

  /** Writes a model. */
  public static void write(ModelParts parts, OutputStream file) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(body, best))) {
      writeClusters(parts, out);
      writeWeights(parts.weights(), out);
      for (int transition : parts.transitions()) {
        out.writeInt(transition);
      }
    } finally {
      best.end();
    }
    DataOutputStream head = new DataOutputStream(file);
    head.writeInt(MARK);
    head.write(sha256(body.toByteArray()));
    head.write(body.toByteArray());
    head.flush();
  }

  private static TaggerModel body(DataInputStream in) throws IOException {
    int[] paths = new int[bounded(in.readInt(), Short.MAX_VALUE, "clusters")];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = in.readInt();
    }
    int[] words = new int[bounded(in.readInt(), MOST_ROWS, "words")];
    for (int i = 0; i < words.length; i++) {
      words[i] = (i == 0 ? 0 : words[i - 1]) + readNumber(in);
    }
    short[] clusters = new short[words.length];
    for (int i = 0; i < clusters.length; i++) {
      clusters[i] = in.readShort();
    }
    byte[] weights = readWeights(in);
    int[] transitions = new int[TagLabel.COUNT * TagLabel.COUNT];
    for (int i = 0; i < transitions.length; i++) {
      transitions[i] = in.readInt();
    }
    return new TaggerModel(new WordClusters(words, clusters, paths), weights, transitions);
  }

  private static void writeClusters(ModelParts parts, DataOutputStream out) throws IOException {
    out.writeInt(parts.paths().length);
    for (int path : parts.paths()) {
      out.writeInt(path);
    }
    out.writeInt(parts.words().length);
    int last = 0;
    for (int word : parts.words()) {
      writeNumber(out, word - last);
      last = word;
    }
    for (short cluster : parts.clusters()) {
      out.writeShort(cluster);
    }
  }

  private static byte[] readWeights(DataInputStream in) throws IOException {
    byte[] weights = new byte[bounded(in.readInt(), MOST_ROWS, "rows") * TagLabel.COUNT];
    int filled = in.readInt();
    int row = 0;
    for (int i = 0; i < filled; i++) {
      row += readNumber(in);
      in.readFully(weights, row * TagLabel.COUNT, TagLabel.COUNT);
    }
    return weights;
  }

  private static void writeWeights(byte[] weights, DataOutputStream out) throws IOException {
    int rows = weights.length / TagLabel.COUNT;
    out.writeInt(rows);
    int filled = 0;
    for (int row = 0; row < rows; row++) {
      filled += isFilled(weights, row) ? 1 : 0;
    }
    out.writeInt(filled);
    int last = 0;
    for (int row = 0; row < rows; row++) {
      if (isFilled(weights, row)) {
        writeNumber(out, row - last);
        out.write(weights, row * TagLabel.COUNT, TagLabel.COUNT);
        last = row;
      }
    }
  }

  private static boolean isFilled(byte[] weights, int row) {
    for (int i = row * TagLabel.COUNT; i < (row + 1) * TagLabel.COUNT; i++) {
      if (weights[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private static int bounded(int value, int most, String what) throws IOException {
    if (value < 0 || value > most) {
      throw new IOException(
          "the tagger's model has %d %s, expected 0 to %d".formatted(value, what, most));
    }
    return value;
  }

  /** Seven bits a byte, the lowest first. */
  private static void writeNumber(DataOutputStream out, int number) throws IOException {
    int rest = number;
    while ((rest & ~0x7F) != 0) {
      out.writeByte((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }

  private static int readNumber(DataInputStream in) throws IOException {
    int number = 0;
    int shift = 0;
    int read = in.readUnsignedByte();
    while (read >= 0x80) {
      number |= (read & 0x7F) << shift;
      shift += 7;
      read = in.readUnsignedByte();
    }
    return number | (read << shift);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
