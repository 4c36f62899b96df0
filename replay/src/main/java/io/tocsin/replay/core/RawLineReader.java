package io.tocsin.replay.core;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Parts a file of JSON Lines, plain or gzip told apart by the first two bytes, into its lines, so
 * that reading what stands in them can be left to several threads. One line at a time is in memory,
 * at most {@value #MAX_LINE_BYTES} bytes of it.
 */
public final class RawLineReader implements Closeable {

  /** Longest line that is read; the rest of a longer one is skipped and the line reported. */
  public static final int MAX_LINE_BYTES = 4 * 1024 * 1024;

  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int place;
  private int filled;
  private long number;
  private boolean ended;

  /**
   * Opens a stream of lines; closing the reader closes it.
   *
   * @param bytes the file, plain or gzip
   * @throws IOException if the beginning cannot be read
   */
  public RawLineReader(InputStream bytes) throws IOException {
    this.in = unpack(new BufferedInputStream(bytes, BUFFER));
  }

  /**
   * The next line, blank or not; empty at the end.
   *
   * @throws IOException if the device fails
   */
  public Optional<RawLine> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    number++;
    try {
      return Optional.of(line());
    } catch (EOFException | ZipException e) {
      ended = true;
      return Optional.of(broken("file", "broken gzip", "a complete one (" + e.getMessage() + ")"));
    }
  }

  private RawLine line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    boolean tooLong = false;
    boolean complete = false;
    while (!complete && fill()) {
      int end = endOfLine();
      tooLong |= line.size() + (end - place) > MAX_LINE_BYTES;
      if (!tooLong) {
        line.write(buffer, place, end - place);
      }
      complete = end < filled;
      place = complete ? end + 1 : end;
    }
    ended = !complete;
    return tooLong
        ? broken("line", "too long", "at most " + MAX_LINE_BYTES + " bytes")
        : new RawLine(number, line.toByteArray(), ended, null);
  }

  private int endOfLine() {
    int end = place;
    while (end < filled && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  private boolean fill() throws IOException {
    if (place == filled) {
      place = 0;
      filled = Math.max(0, in.read(buffer));
    }
    return place < filled;
  }

  private RawLine broken(String field, String value, String expected) {
    return new RawLine(
        number, new byte[0], ended, new PostLine.Malformed(number, field, value, expected));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static InputStream unpack(InputStream bytes) throws IOException {
    bytes.mark(2);
    boolean gzip = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
    bytes.reset();
    return gzip ? new GZIPInputStream(bytes, BUFFER) : bytes;
  }
}
