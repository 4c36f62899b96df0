package io.tocsin.replay.core;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads posts from JSON Lines (UTF-8, one object a line, empty lines skipped), plain or gzip told
 * apart by the first two bytes. Streams: one line at a time is in memory, at most {@value
 * #MAX_LINE_BYTES} bytes of it. Bad lines are values, in their place; only the device's own errors
 * are thrown.
 */
public final class JsonLinesReader implements Closeable {

  /** Longest line that is read; the rest of a longer one is skipped and the line reported. */
  public static final int MAX_LINE_BYTES = 4 * 1024 * 1024;

  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final @Nullable ZoneId zone;
  private long number;
  private boolean ended;

  /**
   * Opens a stream of JSON Lines; closing the reader closes it.
   *
   * @param bytes the file, plain or gzip
   * @param zone zone of times that state none; null reports such times
   * @throws IOException if the beginning cannot be read
   */
  public JsonLinesReader(InputStream bytes, @Nullable ZoneId zone) throws IOException {
    this.in = unpack(new BufferedInputStream(bytes, BUFFER));
    this.zone = zone;
  }

  /**
   * The next line that is not blank; empty at the end.
   *
   * @throws IOException if the device fails
   */
  public Optional<PostLine> next() throws IOException {
    while (!ended) {
      Optional<PostLine> line = nextLine();
      if (line.isPresent()) {
        return line;
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private Optional<PostLine> nextLine() throws IOException {
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    boolean tooLong = false;
    try {
      int b = in.read();
      while (b >= 0 && b != '\n') {
        tooLong |= line.size() >= MAX_LINE_BYTES;
        if (!tooLong) {
          line.write(b);
        }
        b = in.read();
      }
      ended = b < 0;
    } catch (EOFException | ZipException e) {
      ended = true;
      return Optional.of(
          malformed("file", "broken gzip", "a complete one (" + e.getMessage() + ")"));
    }
    if (tooLong) {
      return Optional.of(malformed("line", "too long", "at most " + MAX_LINE_BYTES + " bytes"));
    }
    return decode(line.toByteArray());
  }

  private Optional<PostLine> decode(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return Optional.of(malformed("line", "not UTF-8", "UTF-8" + cutHint()));
    }
    if (number == 1 && text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    return text.isBlank() ? Optional.empty() : Optional.of(parse(text));
  }

  private PostLine parse(String text) {
    try {
      return new PostLine.Read(number, PostJson.parse(text, zone));
    } catch (MalformedPostException e) {
      String hint = "line".equals(e.field()) ? cutHint() : "";
      return malformed(e.field(), e.value(), e.expected() + hint);
    }
  }

  private String cutHint() {
    return ended ? "; the file ends in the middle of this line" : "";
  }

  private PostLine.Malformed malformed(String field, String value, String expected) {
    return new PostLine.Malformed(number, field, value, expected);
  }

  private static InputStream unpack(InputStream bytes) throws IOException {
    bytes.mark(2);
    boolean gzip = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
    bytes.reset();
    return gzip ? new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER) : bytes;
  }
}
