package io.tocsin.benchmarks.speed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Pages in the browser of this machine, with a script that notes when what is painted. */
final class PageBrowser implements AutoCloseable {
  private static final String EXECUTABLE = "/usr/bin/chromium";
  private static final double PATIENCE_MILLIS = 120_000;
  private static final int KB_A_MB = 1024;

  private final Playwright playwright;
  private final Browser browser;
  private final String script;
  private final List<Page> pages = new ArrayList<>();

  PageBrowser() throws IOException {
    try (InputStream in = PageBrowser.class.getResourceAsStream("watch-page.js")) {
      script = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
    Map<String, String> noDownload = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(noDownload));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(EXECUTABLE))
                    .setArgs(List.of("--no-sandbox")));
  }

  /** Opens a page in a profile of its own, and waits until it is live. */
  Page open(URI address) {
    BrowserContext context = browser.newContext();
    context.setDefaultTimeout(PATIENCE_MILLIS);
    context.addInitScript(script);
    Page page = context.newPage();
    page.navigate(address.toString());
    page.waitForSelector("#connection[data-state=live]");
    pages.add(page);
    return page;
  }

  List<Page> pages() {
    return List.copyOf(pages);
  }

  /** When which alert was painted first, in milliseconds since the epoch. */
  static Map<Integer, Double> seen(Page page) {
    return numbers(page.evaluate("() => window.tocsinWatch.seen"));
  }

  /** How long the page took from the message of an alert to the frame that shows it, in ms. */
  static Map<Integer, Double> handled(Page page) {
    return numbers(page.evaluate("() => window.tocsinWatch.handled"));
  }

  private static Map<Integer, Double> numbers(Object found) {
    Map<Integer, Double> numbers = new HashMap<>();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) found).entrySet()) {
      int number = Integer.parseInt(String.valueOf(entry.getKey()));
      if (number >= 0 && entry.getValue() instanceof Number value && value.doubleValue() > 0) {
        numbers.put(number, value.doubleValue());
      }
    }
    return numbers;
  }

  /** How long it takes from a filter that is typed to the frame that shows its answer, in ms. */
  static double filter(Page page, String text) {
    return ((Number) page.evaluate("text => window.tocsinWatch.filter(text)", text)).doubleValue();
  }

  /** Memory of all its processes, in MB; what they share is counted once (Pss). */
  static long megabytes() {
    return ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().command().orElse("").contains("chromium"))
            .mapToLong(process -> kilobytes(process.pid()))
            .sum()
        / KB_A_MB;
  }

  private static long kilobytes(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException ended) {
      return 0;
    }
  }

  @Override
  public void close() {
    playwright.close();
  }
}
