package io.tocsin.ingest.file;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One JSON object a line; empty lines are passed over. */
final class JsonLines implements FileItems {
  private final InputStream in;
  private final CutBytes bytes = new CutBytes();
  private long line = 1;

  JsonLines(InputStream in) {
    this.in = in;
  }

  @Override
  public @Nullable FileItem next() throws IOException {
    boolean blank = true;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b != '\n') {
        blank &= b == ' ' || b == '\t' || b == '\r';
        bytes.add(b);
      } else {
        line++;
        FileItem item = item(line - 1);
        if (!blank) {
          return item;
        }
        blank = true;
      }
    }
    return blank ? null : item(line);
  }

  private FileItem item(long at) {
    bytes.chop('\r');
    return bytes.take(at);
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
