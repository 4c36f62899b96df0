package io.tocsin.dashboard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ibm.icu.util.Region;
import com.ibm.icu.util.Region.RegionType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** The files of the page, by their addresses; they come along in the jar. */
final class PageFiles {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String JSON = "application/json";
  private static final String WEBJARS = "/META-INF/resources/webjars/";

  private static final String UPLOT = WEBJARS + "uplot/1.6.30/dist/";

  /** Our own, by name. */
  private static final Map<String, String> OWN =
      Map.ofEntries(
          Map.entry("dashboard.css", CSS),
          Map.entry("clock.js", SCRIPT),
          Map.entry("dashboard.js", SCRIPT),
          Map.entry("history.js", SCRIPT),
          Map.entry("letters.js", SCRIPT),
          Map.entry("link.js", SCRIPT),
          Map.entry("map.css", CSS),
          Map.entry("map.js", SCRIPT),
          Map.entry("marks.js", SCRIPT),
          Map.entry("panel.js", SCRIPT),
          Map.entry("rules.css", CSS),
          Map.entry("rules.js", SCRIPT),
          Map.entry("silenced.js", SCRIPT),
          Map.entry("silences.js", SCRIPT),
          Map.entry("sources.js", SCRIPT),
          Map.entry("timeline.js", SCRIPT),
          Map.entry("view.js", SCRIPT),
          Map.entry("icon.svg", "image/svg+xml"));

  /** Others', by the name under which the page asks for them. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "d3-array.js",
          WEBJARS + "d3-array/3.2.4/dist/d3-array.min.js",
          "d3-geo.js",
          WEBJARS + "d3-geo/3.1.1/dist/d3-geo.min.js",
          "topojson-client.js",
          "page/lib/topojson-client.min.js",
          "countries.json",
          "page/lib/countries-50m.json");

  private PageFiles() {}

  /**
   * A file.
   *
   * @param type of its content
   * @param bytes its content
   * @param zipped the same by gzip
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record PageFile(String type, byte[] bytes, byte[] zipped) {
    private static PageFile of(String type, byte[] bytes) {
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
        out.write(bytes);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      return new PageFile(type, bytes, zipped.toByteArray());
    }
  }

  /** All of them; the page itself is at {@code /}. */
  static Map<String, PageFile> all() {
    Map<String, PageFile> files = own();
    LIBRARIES.forEach(
        (name, resource) ->
            files.put(
                "/lib/" + name,
                PageFile.of(name.endsWith(".js") ? SCRIPT : JSON, bytes(resource))));
    files.put("/lib/uplot.css", PageFile.of(CSS, bytes(UPLOT + "uPlot.min.css")));
    files.put("/lib/uplot.js", PageFile.of(SCRIPT, uPlot()));
    files.put("/lib/country-codes.json", PageFile.of(JSON, countryCodes()));
    return files;
  }

  /** What is ours of them. */
  static Map<String, PageFile> own() {
    Map<String, PageFile> files = new LinkedHashMap<>();
    files.put("/", PageFile.of(HTML, bytes("page/index.html")));
    files.put("/rules", PageFile.of(HTML, bytes("page/rules.html")));
    OWN.forEach((name, type) -> files.put("/" + name, PageFile.of(type, bytes("page/" + name))));
    return files;
  }

  /** The small build knows no modules; one line makes one of it. */
  private static byte[] uPlot() {
    String script = new String(bytes(UPLOT + "uPlot.iife.min.js"), StandardCharsets.UTF_8);
    return (script + "\nexport default uPlot;\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Countries by the codes of alerts, and their numbers of ISO 3166-1 in the shapes. */
  private static byte[] countryCodes() {
    Map<String, String> numbers = new TreeMap<>();
    for (Region country : Region.getAvailable(RegionType.TERRITORY)) {
      if (country.toString().length() == 2 && country.getNumericCode() > 0) {
        numbers.put(
            country.toString(), String.format(Locale.ROOT, "%03d", country.getNumericCode()));
      }
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    numbers.forEach(json::put);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String resource) {
    try (InputStream in =
        Objects.requireNonNull(PageFiles.class.getResourceAsStream(resource), resource)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
