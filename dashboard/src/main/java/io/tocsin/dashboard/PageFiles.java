package io.tocsin.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The files of the page, by their addresses; they come along in the jar. */
final class PageFiles {
  private static final Map<String, String> TYPES =
      Map.of(
          "/dashboard.css", "text/css; charset=utf-8",
          "/dashboard.js", "text/javascript; charset=utf-8",
          "/view.js", "text/javascript; charset=utf-8",
          "/icon.svg", "image/svg+xml");

  private PageFiles() {}

  /**
   * A file.
   *
   * @param type of its content
   * @param bytes its content
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record PageFile(String type, byte[] bytes) {}

  /** All of them; the page itself is at {@code /}. */
  static Map<String, PageFile> all() {
    Map<String, PageFile> files = new LinkedHashMap<>();
    files.put("/", new PageFile("text/html; charset=utf-8", bytes("index.html")));
    TYPES.forEach((path, type) -> files.put(path, new PageFile(type, bytes(path.substring(1)))));
    return files;
  }

  private static byte[] bytes(String name) {
    try (InputStream in =
        Objects.requireNonNull(PageFiles.class.getResourceAsStream("page/" + name), name)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
