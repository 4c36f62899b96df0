package io.tocsin.enrich.core.tagger;

import io.tocsin.enrich.core.file.CheckedFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A model as a {@linkplain CheckedFile checked file} of clusters, weights and transitions. Rows of
 * weights that are all zero are left out. The same model gives the same bytes.
 */
public final class ModelFile {

  /** Name of the model that comes along, beside this class. */
  public static final String RESOURCE = "english.model";

  private static final CheckedFile FORMAT = new CheckedFile("the tagger's model", 0x544F4331);
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
    return body(FORMAT.open(file));
  }

  /** Writes a model. */
  public static void write(ModelParts parts, OutputStream file) throws IOException {
    FORMAT.write(out -> writeBody(parts, out), file);
  }

  private static void writeBody(ModelParts parts, DataOutputStream out) throws IOException {
    writeClusters(parts, out);
    writeWeights(parts.weights(), out);
    for (int transition : parts.transitions()) {
      out.writeInt(transition);
    }
  }

  private static TaggerModel body(DataInputStream in) throws IOException {
    int[] paths = new int[FORMAT.bounded(in.readInt(), Short.MAX_VALUE, "clusters")];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = in.readInt();
    }
    int[] words = new int[FORMAT.bounded(in.readInt(), MOST_ROWS, "words")];
    for (int i = 0; i < words.length; i++) {
      words[i] = (i == 0 ? 0 : words[i - 1]) + readDelta(in);
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
      CheckedFile.writeNumber(out, Integer.toUnsignedLong(word - last));
      last = word;
    }
    for (short cluster : parts.clusters()) {
      out.writeShort(cluster);
    }
  }

  private static byte[] readWeights(DataInputStream in) throws IOException {
    byte[] weights = new byte[FORMAT.bounded(in.readInt(), MOST_ROWS, "rows") * TagLabel.COUNT];
    int filled = in.readInt();
    int row = 0;
    for (int i = 0; i < filled; i++) {
      row += readDelta(in);
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
        CheckedFile.writeNumber(out, row - last);
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

  private static int readDelta(DataInputStream in) throws IOException {
    return (int) CheckedFile.readNumber(in);
  }
}
