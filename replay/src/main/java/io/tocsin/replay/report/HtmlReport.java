package io.tocsin.replay.report;

import io.tocsin.alerts.core.Rule;
import io.tocsin.replay.backtest.BacktestResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * Writes the report as one file that needs nothing else: the charts' library, styles and data stand
 * in it. Posts are hostile: their text is only data, which the script puts into text nodes, and the
 * page's policy lets no script and no style run but those whose hashes it names.
 */
public final class HtmlReport {

  /** The name of the file in its directory. */
  public static final String FILE = "report.html";

  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

  private HtmlReport() {}

  /**
   * Writes the page into a directory, which is made where it is missing.
   *
   * @return the file
   * @throws IOException if the disk does not take it
   */
  public static Path write(
      Path directory,
      String title,
      BacktestResult result,
      List<Rule> rules,
      ReportMaterial material)
      throws IOException {
    Files.createDirectories(directory);
    String data = ReportJson.of(title, result, rules, material).toString();
    return Files.writeString(directory.resolve(FILE), page(data), StandardCharsets.UTF_8);
  }

  private static String page(String json) throws IOException {
    String chartStyle = resource(UPLOT + "dist/uPlot.min.css");
    String style = resource("report.css");
    String chartScript = resource(UPLOT + "dist/uPlot.iife.min.js");
    String script = resource("report.js");
    return resource("report.html")
        .replace("{{scripts}}", sources(chartScript, script))
        .replace("{{styles}}", sources(chartStyle, style))
        .replace("{{licence}}", resource(UPLOT + "LICENSE").strip())
        .replace("{{chart-style}}", chartStyle)
        .replace("{{style}}", style)
        .replace("{{chart-script}}", chartScript)
        .replace("{{script}}", script)
        .replace("{{data}}", inScript(json));
  }

  /** No text can end the element in which the data stand, nor begin a comment in it. */
  private static String inScript(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static String sources(String one, String other) {
    return "'sha256-%s' 'sha256-%s'".formatted(sha256(one), sha256(other));
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no " + name + " in the jars");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
