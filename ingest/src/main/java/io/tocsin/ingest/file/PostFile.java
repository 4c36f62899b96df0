package io.tocsin.ingest.file;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file of posts, or standard input: unpacked where it is gzip (told by its first bytes, whatever
 * its name), and read as what it is.
 */
final class PostFile implements Closeable {
  private static final String STANDARD_INPUT = "-";
  private static final int BUFFER = 1 << 16;
  private static final int GZIP_1 = 0x1f;
  private static final int GZIP_2 = 0x8b;
  private static final int[] BYTE_ORDER_MARK = {0xef, 0xbb, 0xbf};

  private final String name;
  private final CountedBytes counted;
  private final FileItems items;

  private PostFile(String name, CountedBytes counted, FileItems items) {
    this.name = name;
    this.counted = counted;
    this.items = items;
  }

  /**
   * Opens a file.
   *
   * @param name path of the file, {@code -} for standard input
   * @throws IOException if it cannot be read, or is not what is expected
   */
  static PostFile open(String name, InputStream standardInput, FileFormat format, CsvLayout layout)
      throws IOException {
    InputStream raw =
        name.equals(STANDARD_INPUT) ? standardInput : Files.newInputStream(Path.of(name));
    CountedBytes counted = new CountedBytes(raw);
    try {
      InputStream in = unpacked(counted);
      skipByteOrderMark(in);
      return new PostFile(name, counted, items(name, in, format, layout));
    } catch (IOException | RuntimeException failed) {
      counted.close();
      throw failed;
    }
  }

  private static InputStream unpacked(CountedBytes counted) throws IOException {
    InputStream packed = new BufferedInputStream(counted, BUFFER);
    packed.mark(2);
    boolean gzip = packed.read() == GZIP_1 && packed.read() == GZIP_2;
    packed.reset();
    return gzip
        ? new BufferedInputStream(new BoundedGunzip(packed, counted::count), BUFFER)
        : packed;
  }

  private static void skipByteOrderMark(InputStream in) throws IOException {
    in.mark(BYTE_ORDER_MARK.length);
    for (int expected : BYTE_ORDER_MARK) {
      if (in.read() != expected) {
        in.reset();
        return;
      }
    }
  }

  private static FileItems items(String name, InputStream in, FileFormat asked, CsvLayout layout)
      throws IOException {
    FileFormat format = asked == FileFormat.AUTO ? guess(name, in) : asked;
    return switch (format) {
      case CSV -> new CsvRows(text(in), layout, delimiter(name, layout.delimiter()));
      case JSON -> array(in);
      case JSONL, AUTO -> new JsonLines(in);
    };
  }

  private static FileItems array(InputStream in) throws IOException {
    if (!isNext(in, '[')) {
      throw new IOException("it does not begin with [; expected one JSON array");
    }
    return new JsonArray(in);
  }

  /** By the name, without the ending of gzip, or else by whether an array begins. */
  private static FileFormat guess(String name, InputStream in) throws IOException {
    String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (plain.endsWith(".csv") || plain.endsWith(".tsv")) {
      return FileFormat.CSV;
    }
    in.mark(BUFFER);
    boolean array = isNext(in, '[');
    in.reset();
    return array ? FileFormat.JSON : FileFormat.JSONL;
  }

  /** Whether this is the first that is no space; takes it. */
  private static boolean isNext(InputStream in, char expected) throws IOException {
    int b = in.read();
    for (int spaces = 1; spaces < BUFFER && b >= 0 && Character.isWhitespace(b); spaces++) {
      b = in.read();
    }
    return b == expected;
  }

  private static char delimiter(String name, @Nullable Character asked) {
    boolean tabs = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "").endsWith(".tsv");
    return asked == null ? (tabs ? '\t' : ',') : asked;
  }

  /** Strict: what is no UTF-8 ends the reading, since columns cannot be told in it. */
  private static InputStreamReader text(InputStream in) {
    return new InputStreamReader(
        in,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /** As it was named. */
  String name() {
    return name;
  }

  /** Its size in bytes; −1 where that cannot be told. */
  static long size(String name) {
    try {
      return name.equals(STANDARD_INPUT) ? -1 : Files.size(Path.of(name));
    } catch (IOException e) {
      return -1;
    }
  }

  /** How many bytes were read of it, packed ones where it is packed. */
  long bytesRead() {
    return counted.count();
  }

  FileItems items() {
    return items;
  }

  @Override
  public void close() throws IOException {
    items.close();
    counted.close();
  }
}
