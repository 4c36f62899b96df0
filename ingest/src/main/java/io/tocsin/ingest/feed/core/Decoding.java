package io.tocsin.ingest.feed.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Characters of a document: by its byte order mark, the charset of the header, the one that the
 * document declares, or UTF-8 (the order of RFC 7303). An encoding that nobody knows is passed
 * over. Bytes that the encoding does not know become U+FFFD and characters that XML forbids are
 * left out: one bad byte must not silence a feed.
 */
final class Decoding {
  private static final int BEGINNING = 1_024;
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);
  private static final Pattern DECLARED =
      Pattern.compile(
          "(?:<\\?xml[^>]{0,200}?\\sencoding|<meta[^>]{0,200}?\\scharset|<meta[^>]{0,200}?charset)"
              + "\\s*=\\s*[\"']?([\\w.:-]{1,40})",
          Pattern.CASE_INSENSITIVE);

  private Decoding() {}

  static String text(byte[] bytes, @Nullable String contentType) {
    String text = mark(bytes).map(charset -> new String(bytes, charset)).orElse("");
    if (text.isEmpty()) {
      text = new String(bytes, declared(bytes, contentType));
    }
    return printable(text);
  }

  private static Optional<Charset> mark(byte[] bytes) {
    int first = bytes.length < 2 ? 0 : ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    boolean utf8 = first == 0xEFBB && bytes.length > 2 && (bytes[2] & 0xff) == 0xBF;
    return switch (first) {
      case 0xFEFF -> Optional.of(UTF_16BE);
      case 0xFFFE -> Optional.of(UTF_16LE);
      default -> utf8 ? Optional.of(UTF_8) : Optional.empty();
    };
  }

  private static Charset declared(byte[] bytes, @Nullable String contentType) {
    String beginning = new String(bytes, 0, Math.min(BEGINNING, bytes.length), ISO_8859_1);
    return Stream.of(
            CHARSET.matcher(contentType == null ? "" : contentType), DECLARED.matcher(beginning))
        .filter(Matcher::find)
        .flatMap(found -> charset(found.group(1)).stream())
        .findFirst()
        .orElse(UTF_8);
  }

  private static Optional<Charset> charset(String name) {
    try {
      Charset charset = Charset.forName(name);
      // a declaration that could be read byte by byte is not in UTF-16, whatever it says
      return name.toLowerCase(Locale.ROOT).startsWith("utf-16")
          ? Optional.empty()
          : Optional.of(charset);
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static String printable(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().filter(Decoding::inXml).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean inXml(int c) {
    boolean space = c == '\n' || c == '\r' || c == '\t';
    boolean low = c >= ' ' && c < 0xD800;
    boolean high = c > 0xDFFF && c < 0xFFFE && c != 0xFEFF;
    return space || low || high || c > 0xFFFF;
  }
}
