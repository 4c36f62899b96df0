package io.tocsin.ingest.file;

import io.tocsin.ingest.core.Limits;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Ends the reading of a file in which a row goes on for ever, as with a quote that is missing. */
final class RowReader extends FilterReader {
  /** Characters of a row at most, and what may be read ahead. */
  static final int MOST = 2 * Limits.RECORD_BYTES;

  private long sinceRow;

  RowReader(Reader in) {
    super(in);
  }

  /** A row has ended. */
  void rowTaken() {
    sinceRow = 0;
  }

  @Override
  public int read() throws IOException {
    int c = super.read();
    count(c < 0 ? 0 : 1);
    return c;
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int more) throws IOException {
    sinceRow += more;
    if (sinceRow > MOST) {
      throw new IOException(
          "a row of more than " + MOST + " characters; expected shorter ones. Is a quote missing?");
    }
  }
}
