package io.tocsin.ingest.feed.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Documents for tests: files of ours below {@code feeds/}, and texts. */
public final class FeedFiles {
  static final URI ADDRESS = URI.create("https://gazette.example/coast/rss");
  static final ZoneId ZONE = ZoneOffset.UTC;

  private FeedFiles() {}

  public static byte[] bytes(String name) {
    try (InputStream file = FeedFiles.class.getResourceAsStream("/feeds/" + name)) {
      return Objects.requireNonNull(file, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(String name) {
    return new String(bytes(name), UTF_8);
  }

  static FeedDocument document(byte[] bytes, @Nullable String contentType) {
    return new FeedDocument(bytes, contentType, ADDRESS, ZONE);
  }

  static FeedReading read(String text) {
    return FeedParser.parse(document(text.getBytes(UTF_8), null), null);
  }

  static List<FeedItem> items(FeedReading reading) {
    if (reading instanceof FeedReading.Parsed parsed) {
      return parsed.items();
    }
    throw new AssertionError(reading.toString());
  }
}
