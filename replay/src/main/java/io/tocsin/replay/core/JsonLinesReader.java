package io.tocsin.replay.core;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads posts from JSON Lines (UTF-8, one object a line, empty lines skipped), plain or gzip told
 * apart by the first two bytes. Streams: one line at a time is in memory, at most {@value
 * #MAX_LINE_BYTES} bytes of it. Bad lines are values, in their place; only the device's own errors
 * are thrown.
 */
public final class JsonLinesReader implements Closeable {

  /** Longest line that is read; the rest of a longer one is skipped and the line reported. */
  public static final int MAX_LINE_BYTES = RawLineReader.MAX_LINE_BYTES;

  private final RawLineReader lines;
  private final @Nullable ZoneId zone;

  /**
   * Opens a stream of JSON Lines; closing the reader closes it.
   *
   * @param bytes the file, plain or gzip
   * @param zone zone of times that state none; null reports such times
   * @throws IOException if the beginning cannot be read
   */
  public JsonLinesReader(InputStream bytes, @Nullable ZoneId zone) throws IOException {
    this.lines = new RawLineReader(bytes);
    this.zone = zone;
  }

  /**
   * The next line that is not blank; empty at the end.
   *
   * @throws IOException if the device fails
   */
  public Optional<PostLine> next() throws IOException {
    Optional<RawLine> line = lines.next();
    while (line.isPresent()) {
      Optional<PostLine> post = read(line.get(), zone);
      if (post.isPresent()) {
        return post;
      }
      line = lines.next();
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /**
   * What a line turns out to be; empty for a blank one.
   *
   * @param zone zone of times that state none; null reports such times
   */
  public static Optional<PostLine> read(RawLine line, @Nullable ZoneId zone) {
    PostLine.Malformed problem = line.problem();
    if (problem != null) {
      return Optional.of(problem);
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.bytes())).toString();
    } catch (CharacterCodingException e) {
      return Optional.of(malformed(line, "line", "not UTF-8", "UTF-8" + cutHint(line)));
    }
    if (line.number() == 1 && text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    return text.isBlank() ? Optional.empty() : Optional.of(parse(line, text, zone));
  }

  private static PostLine parse(RawLine line, String text, @Nullable ZoneId zone) {
    try {
      return new PostLine.Read(line.number(), PostJson.parse(text, zone));
    } catch (MalformedPostException e) {
      String hint = "line".equals(e.field()) ? cutHint(line) : "";
      return malformed(line, e.field(), e.value(), e.expected() + hint);
    }
  }

  private static String cutHint(RawLine line) {
    return line.last() ? "; the file ends in the middle of this line" : "";
  }

  private static PostLine.Malformed malformed(
      RawLine line, String field, String value, String expected) {
    return new PostLine.Malformed(line.number(), field, value, expected);
  }
}
