package io.tocsin.ingest.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a JSON array that is the whole file. It only finds where they begin and end, so
 * that a broken one is told by its line and does not cost its neighbours.
 */
final class JsonArray implements FileItems {
  private static final int END = -1;

  private final InputStream in;
  private final CutBytes bytes = new CutBytes();
  private long line = 1;
  private int depth;
  private boolean text;
  private boolean escaped;
  private boolean ended;

  JsonArray(InputStream in) {
    this.in = in;
  }

  @Override
  public @Nullable FileItem next() throws IOException {
    long begin = line;
    while (!ended) {
      int b = read();
      if (bytes.isEmpty() && (isSpace(b) || b == ',')) {
        continue;
      }
      if (bytes.isEmpty()) {
        begin = line;
      }
      if (!isEndOfElement(b)) {
        bytes.add(b);
        follow(b);
      } else if (b == ']' || !bytes.isEmpty()) {
        ended = b == ']';
        return bytes.isEmpty() ? rest() : bytes.take(begin);
      }
    }
    return rest();
  }

  /** Nothing may follow an array. */
  private @Nullable FileItem rest() throws IOException {
    for (int b = in.read(); b != END; b = in.read()) {
      line += b == '\n' ? 1 : 0;
      if (!isSpace(b)) {
        throw new IOException("the array has ended, and something follows it in line " + line);
      }
    }
    return null;
  }

  private int read() throws IOException {
    int b = in.read();
    if (b == END) {
      throw new EOFException("the array does not end; expected ] behind the last post");
    }
    line += b == '\n' ? 1 : 0;
    return b;
  }

  private boolean isEndOfElement(int b) {
    return depth == 0 && !text && (b == ',' || b == ']');
  }

  private void follow(int b) {
    if (text) {
      text = escaped || b != '"';
      escaped = !escaped && b == '\\';
    } else if (b == '"') {
      text = true;
    } else if (b == '{' || b == '[') {
      depth++;
    } else if (b == '}' || b == ']') {
      depth = Math.max(0, depth - 1);
    }
  }

  private static boolean isSpace(int b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
