package io.tocsin.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The files of the page, by their addresses; they come along in the jar. */
final class PageFiles {
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("/dashboard.css", "text/css; charset=utf-8"),
          Map.entry("/dashboard.js", SCRIPT),
          Map.entry("/view.js", SCRIPT),
          Map.entry("/timeline.js", SCRIPT),
          Map.entry("/history.js", SCRIPT),
          Map.entry("/panel.js", SCRIPT),
          Map.entry("/sources.js", SCRIPT),
          Map.entry("/letters.js", SCRIPT),
          Map.entry("/icon.svg", "image/svg+xml"));

  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

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
    files.putAll(libraries());
    return files;
  }

  /** Those that are others', as they come in their jars. */
  static Map<String, PageFile> libraries() {
    return Map.of(
        "/uplot.css", new PageFile("text/css; charset=utf-8", resource(UPLOT + "uPlot.min.css")),
        "/uplot.js", new PageFile("text/javascript; charset=utf-8", uPlot()));
  }

  /** The small build knows no modules; one line makes one of it. */
  private static byte[] uPlot() {
    String script = new String(resource(UPLOT + "uPlot.iife.min.js"), UTF_8);
    return (script + "\nexport default uPlot;\n").getBytes(UTF_8);
  }

  private static byte[] bytes(String name) {
    return resource("page/" + name);
  }

  private static byte[] resource(String name) {
    try (InputStream in = Objects.requireNonNull(PageFiles.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
