package io.tocsin.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.SourceEventType;
import io.tocsin.avro.SourceHealth;
import io.tocsin.runtime.deadletters.Reason;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The pages for everybody: axe-core finds nothing against WCAG 2.2 AA, and all can be done with the
 * keyboard. What it looked at is kept as pictures; with {@code -Dtocsin.docs.update=true} those of
 * the documentation are made anew.
 */
@ExtendWith(ClusterExtension.class)
@Needs(Tool.CHROMIUM)
class AccessibilityIT {
  private static final String VIOLATIONS =
      """
      async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}))
        .violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}: ${node.failureSummary}`))
      """;
  private static final boolean UPDATE = Boolean.getBoolean("tocsin.docs.update");
  private static final Path DOCS = Path.of(System.getProperty("tocsin.root", ".."), "docs");
  private static final Set<String> PICTURES =
      Set.of("dashboard-light", "dashboard-dark", "dashboard-phone", "dashboard-rules-light");
  private static Chromium chromium;
  private static String axe;

  @BeforeAll
  static void start() throws IOException {
    chromium = new Chromium();
    try (InputStream in = AccessibilityIT.class.getResourceAsStream("/axe.min.js")) {
      axe = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  /** A device on which the pages are looked at. */
  private record Device(String name, int width, int height, ColorScheme colours) {
    NewContextOptions options() {
      return new NewContextOptions()
          .setViewportSize(width, height)
          .setColorScheme(colours)
          .setTimezoneId("Europe/Kyiv")
          .setLocale("en-GB");
    }
  }

  private static final List<Device> DEVICES =
      List.of(
          new Device("light", 1_100, 900, ColorScheme.LIGHT),
          new Device("dark", 1_100, 900, ColorScheme.DARK),
          new Device("phone", 390, 844, ColorScheme.LIGHT),
          new Device("phone-dark", 390, 844, ColorScheme.DARK));

  private static void fill(TestCluster cluster, Shown shown) {
    ring(shown, "a", "UA", "Ukraine", "critical", AlertStatus.OPEN);
    ring(shown, "b", "PL", "Poland", "warning", AlertStatus.OPEN);
    ring(shown, "c", "SG", "Singapore", "", AlertStatus.OPEN);
    ring(shown, "d", "", null, "warning", AlertStatus.OPEN);
    ring(shown, "e", "RO", "Romania", "critical", AlertStatus.RESOLVED);
    Alert kyiv = alert("f", "warning", AlertStatus.OPEN);
    Alerts.at(kyiv, "place:geonames:703448", "Kyiv", 50.45466, 30.5238);
    shown.happen(shown.topics(), kyiv, AlertEventType.OPENED);
    RulesIT.apply(cluster, Trials.rules(60));
    Trials.publish(cluster, shown.topics());
    shown.count(shown.topics(), -30, 1);
    shown.count(shown.topics(), 0, 5);
    shown.source("courier", SourceHealth.SILENT, SourceEventType.SILENT);
    shown.refuse("{", new Reason("no-json", "it ends early"));
    shown.awaitAlerts("/api/alerts", 6);
  }

  private static void ring(
      Shown shown, String id, String scope, String name, String severity, AlertStatus status) {
    Alert alert = alert(id, severity, status);
    alert.setScope(scope);
    alert.setScopeName(name);
    shown.happen(
        shown.topics(),
        alert,
        status == AlertStatus.OPEN ? AlertEventType.OPENED : AlertEventType.RESOLVED);
  }

  private static Alert alert(String id, String severity, AlertStatus status) {
    var post =
        Alerts.post(
            id,
            "Towns by the river are told to leave",
            "The mayor says that all must evacuate before the night.",
            "https://example.org/" + id);
    Alert alert = Alerts.alert(id, 1, status, post);
    alert.setSeverity(severity);
    return alert;
  }

  @SuppressWarnings("unchecked")
  private static List<String> violations(Page page) {
    page.evaluate(axe);
    return (List<String>) page.evaluate(VIOLATIONS);
  }

  private static void keep(Page page, String name) {
    Path file =
        UPDATE && PICTURES.contains(name)
            ? DOCS.resolve(name + ".png")
            : Path.of("target", "screenshots", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }

  @Test
  void shouldHaveNothingAgainstWcagOnAnyDevice(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of("tocsin.dashboard.tokens", RulesIT.TOKEN))) {
      fill(cluster, shown);
      for (Device device : DEVICES) {
        try (BrowserContext context = chromium.context(device.options())) {
          Page page = context.newPage();
          page.navigate(shown.address().toString());
          assertThat(page.locator("#open > .alert")).hasCount(5);
          page.locator("#map-part > summary").click();
          assertThat(page.locator(".world path.critical")).hasCount(1);
          assertThat(page.locator(".world circle")).hasCount(2);
          assertThat(page.locator("#map-list button")).hasCount(4);
          keep(page, "dashboard-" + device.name());
          page.locator("#open summary").first().click();
          assertThat(page.locator("#open mark").first()).isVisible();
          assertThat(page.locator("section.sources tbody tr")).hasCount(1);
          assertThat(page.locator("section.letters tbody tr")).hasCount(1);
          page.evaluate(
              "() => document.querySelectorAll('.as-table').forEach(all => all.open = true)");
          page.evaluate("() => { location.hash = '#alert=nobody-has-it'; }");
          assertThat(page.locator("section.linked")).containsText("There is no such alert");
          assertThat(violations(page)).as("alerts, " + device.name()).isEmpty();

          page.navigate(shown.address().resolve("/rules").toString());
          page.locator("#rules button").first().click();
          assertThat(page.locator("#rules button[aria-current]")).hasCount(1);
          page.getByLabel("The rule, as a file has it").fill("id: flood\nmatch: flood)\n");
          assertThat(page.locator("#marks mark")).hasText(")");
          assertThat(violations(page)).as("a wrong rule, " + device.name()).isEmpty();
          page.getByLabel("The rule, as a file has it")
              .fill("id: flood\nmatch: flood\nwindows: [1h]\nfalseAlarms: 1 per 7d\n");
          assertThat(page.locator("#rang li")).hasCount(1);
          assertThat(violations(page)).as("rules, " + device.name()).isEmpty();
          assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
              .isEqualTo(true);
          page.evaluate("() => document.getElementById('edit-title').scrollIntoView()");
          keep(page, "dashboard-rules-" + device.name());
        }
      }
    }
  }

  @Test
  void shouldDoAllWithTheKeyboard(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of());
        BrowserContext context = chromium.context(DEVICES.get(0).options())) {
      fill(cluster, shown);
      Page page = context.newPage();
      page.navigate(shown.address().toString());
      assertThat(page.locator("#open > .alert")).hasCount(5);
      assertThat(walk(page, 7))
          .containsSubsequence(
              "To what rings now", "Rules", "text", "namespace", "Map", "evacuation");
      page.locator("#map-part > summary").focus();
      page.keyboard().press("Enter");
      Locator poland =
          page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Poland: 1 alert"));
      poland.focus();
      page.keyboard().press("Enter");
      assertThat(page.getByLabel("Words")).isFocused();
      assertThat(page.locator("#open > .alert")).hasCount(1);
    }
  }

  /** What has the focus, one step after the other. */
  private static List<String> walk(Page page, int steps) {
    List<String> focused = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      page.keyboard().press("Tab");
      focused.add(
          String.valueOf(
              page.evaluate(
                  "() => document.activeElement.id || (document.activeElement.querySelector('h3')"
                      + " || document.activeElement).textContent.split(':')[0]")));
    }
    return focused;
  }
}
