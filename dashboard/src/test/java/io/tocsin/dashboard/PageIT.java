package io.tocsin.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
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
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import io.tocsin.testkit.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page in the browser of this machine, over a real broker. */
@ExtendWith(ClusterExtension.class)
@Needs(Tool.CHROMIUM)
class PageIT {
  /** Whether something is drawn on the chart in the colour of what was counted. */
  private static final String INKED =
      """
      () => {
        const canvas = document.querySelector('.timeline canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        for (let i = 0; i < data.length; i += 4) {
          if (data[i] === 0x1f && data[i + 1] === 0x5f && data[i + 2] === 0xa8) return true;
        }
        return false;
      }
      """;

  /** What has a dot within the borders of Ukraine. */
  private static final String DOTS_IN_UKRAINE =
      """
      () => {
        const ukraine = [...document.querySelectorAll('.world path')].find(shape => shape.textContent.startsWith('Ukraine'));
        return [...document.querySelectorAll('.world circle')]
          .filter(dot => ukraine.isPointInFill({ x: dot.cx.baseVal.value, y: dot.cy.baseVal.value }))
          .map(dot => dot.textContent.split(':')[0]);
      }
      """;

  private static Chromium browser;

  private final List<String> complaints = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void startBrowser() {
    browser = new Chromium();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Browser.NewContextOptions inNewYork() {
    return new Browser.NewContextOptions().setTimezoneId("America/New_York").setLocale("en-US");
  }

  private Page open(BrowserContext context, Shown shown) {
    Page page = context.newPage();
    page.onPageError(complaints::add);
    page.navigate(shown.address().toString());
    assertThat(page.locator("#connection")).hasText("live");
    return page;
  }

  private static Locator alerts(Page page, String part) {
    return page.locator("#" + part + " > .alert");
  }

  @Test
  void shouldShowAnAlertThatRingsWhileThePageIsOpenAndOpenItsEvidence(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of());
        BrowserContext context = browser.context(inNewYork())) {
      Page page = open(context, shown);
      assertThat(page.locator("#open-none")).hasText("Nothing rings.");
      var post =
          Alerts.post("1", "A headline", "All must evacuate now.", "https://example.org/post");
      Alert alert = Alerts.alert("a", 1, AlertStatus.OPEN, post);
      shown.happen(shown.topics(), alert, AlertEventType.OPENED);

      Locator card = alerts(page, "open");
      assertThat(card).hasCount(1);
      assertThat(card.getByRole(AriaRole.HEADING)).hasText("evacuation: Ukraine");
      assertThat(card.locator(".facts"))
          .containsText("3 independent reports in 1 hour, 0.25 expected · 2 sources");
      assertThat(card.locator(".facts time")).containsText("5:00");
      assertThat(card.locator(".facts time")).hasAttribute("title", "2026-03-01 10:00:00 UTC");
      assertThat(page.locator("#news")).hasText("Rings: evacuation: Ukraine, critical");
      assertThat(page).hasTitle("(1) Tocsin");

      card.locator("summary").focus();
      page.keyboard().press("Enter");
      assertThat(card.locator("mark")).hasText("evacuate");
      assertThat(card.locator(".events")).containsText("opened: more than can be expected");
      Locator link = card.locator(".evidence").getByRole(AriaRole.LINK);
      assertThat(link).hasAttribute("href", "https://example.org/post");
      assertThat(link).hasAttribute("rel", "noopener noreferrer external");

      Alert over = Alerts.alert("a", 2, AlertStatus.RESOLVED, post);
      shown.happen(shown.topics(), over, AlertEventType.RESOLVED);
      assertThat(alerts(page, "ended")).hasCount(1);
      assertThat(alerts(page, "open")).hasCount(0);
      assertThat(alerts(page, "ended").locator(".events")).containsText("resolved");
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void shouldDrawWhatWasCountedAndGoOnWhileItIsOpen(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of());
        BrowserContext context = browser.context(inNewYork().setViewportSize(360, 740))) {
      shown.count(shown.topics(), -90, 1);
      shown.count(shown.topics(), 0, 5);
      shown.ring("a");
      Page page = open(context, shown);
      Locator card = alerts(page, "open");
      card.locator("summary").first().click();
      Locator chart = card.getByRole(AriaRole.IMG);
      assertThat(chart.locator("canvas")).hasCount(1);
      assertThat(chart).hasAttribute("aria-label", Pattern.compile("highest 5 at .*5:00"));
      assertThat(card.locator(".timeline .note")).containsText("Onset Mar 1, 2026, 5:00");
      assertThat(page.evaluate(INKED)).isEqualTo(true);
      assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);

      card.getByText("The same as a table").click();
      Locator rows = card.locator(".as-table tbody tr");
      assertThat(rows).hasCount(2);
      assertThat(rows.first().locator("td"))
          .containsText(new String[] {"5:00", "5", "0.25", "3", "1 hour", "6", "2", "open"});
      shown.count(shown.topics(), 2, 7);
      assertThat(rows).hasCount(3);
      assertThat(chart).hasAttribute("aria-label", Pattern.compile("highest 7 at .*5:02"));

      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      assertThat(chart.locator("canvas")).hasCount(1);
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void shouldOpenTheAlertOfALinkAlsoWhereItIsNotListed(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of());
        BrowserContext context = browser.context(inNewYork())) {
      context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
      shown.ring("other");
      var post = Alerts.post("1", "A headline", "All must evacuate now.", null);
      Alert alert = Alerts.alert("a&b", 1, AlertStatus.OPEN, post);
      shown.happen(shown.topics(), alert, AlertEventType.OPENED);
      shown.awaitAlerts("/api/alerts", 2);
      Page page = context.newPage();
      page.onPageError(complaints::add);
      String link = "/#alert=a%26b&namespace=" + cluster.namespace();
      page.navigate(shown.address() + link);
      Locator opened = page.locator("#open > .alert details[open]");
      assertThat(opened).hasCount(1);
      assertThat(opened.locator("mark")).hasText("evacuate");
      assertThat(opened.locator("summary").first()).isFocused();
      assertThat(page.locator("section.linked")).isHidden();
      opened.getByText("Copy link").click();
      assertThat(opened.getByText("Copied")).isVisible();
      assertThat(page.evaluate("() => navigator.clipboard.readText()"))
          .isEqualTo(shown.address() + link);

      page.getByLabel("Words").fill("nothing-has-this-word");
      assertThat(alerts(page, "open")).hasCount(0);
      page.getByLabel("Words").press("Enter");
      page.evaluate("() => { location.hash = '#alert=a%26b'; }");
      assertThat(alerts(page, "linked").locator("mark")).hasText("evacuate");
      Alert over = Alerts.alert("a&b", 2, AlertStatus.RESOLVED, post);
      shown.happen(shown.topics(), over, AlertEventType.RESOLVED);
      assertThat(alerts(page, "linked").locator(".badge.status")).hasText("resolved");
      page.evaluate("() => { location.hash = '#alert=nobody-has-it'; }");
      assertThat(page.locator("section.linked").getByRole(AriaRole.STATUS))
          .containsText("There is no such alert");
      page.locator("section.linked").getByText("Close").click();
      assertThat(page.locator("section.linked")).isHidden();
      assertThat(page.evaluate("() => location.hash")).isEqualTo("");
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void shouldListAHundredAndTheOthersWhenTheyAreAskedFor(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of());
        BrowserContext context = browser.context(inNewYork())) {
      for (int i = 0; i < 103; i++) {
        shown.ring("many" + i);
      }
      shown.awaitAlerts("/api/alerts?limit=1", 103);
      Page page = open(context, shown);
      assertThat(alerts(page, "open")).hasCount(100);
      assertThat(page.locator("#open-count")).hasText("(100 of 103)");
      page.getByText("Show 3 more").click();
      assertThat(alerts(page, "open")).hasCount(103);
      assertThat(page.locator("#open-more")).isHidden();
      assertThat(alerts(page, "open").nth(100).locator("summary")).isFocused();
    }
  }

  @Test
  void shouldDrawWhatWasCountedLongerAgoThanIsInMemory(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of("tocsin.dashboard.counts", "2000"));
        BrowserContext context = browser.context(inNewYork())) {
      shown.ring("a");
      shown.countLongAgo(5, 7);
      shown.awaitAlerts("/api/alerts", 1);
      Page page = open(context, shown);
      alerts(page, "open").locator("summary").first().click();
      Locator chart = page.locator(".timeline").getByRole(AriaRole.IMG);
      assertThat(chart).hasAttribute("aria-label", Pattern.compile("highest 7 at .*5:01"));
      assertThat(page.locator(".timeline .note")).not().containsText("Not all");
      shown.count(shown.topics(), 2, 9);
      assertThat(chart).hasAttribute("aria-label", Pattern.compile("highest 9 at .*5:02"));
      page.getByText("The same as a table").click();
      assertThat(page.locator(".as-table tbody tr")).hasCount(3);
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void shouldSayThatNothingIsKeptOfTheTime(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of());
        BrowserContext context = browser.context(new Browser.NewContextOptions())) {
      shown.ring("a");
      Page page = open(context, shown);
      alerts(page, "open").locator("summary").first().click();
      assertThat(page.locator(".timeline .note")).hasText("No counts are kept of this time.");
      assertThat(page.locator(".timeline canvas")).hasCount(0);
    }
  }

  @Test
  void shouldTellSilentSourcesAndDeadLettersAtAGlance(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of());
        BrowserContext context = browser.context(inNewYork().setViewportSize(360, 740))) {
      shown.source("wire", SourceHealth.OK, SourceEventType.RECOVERED);
      Page page = open(context, shown);
      Locator sources = page.locator("section.sources");
      Locator letters = page.locator("section.letters");
      assertThat(sources.getByRole(AriaRole.STATUS)).hasText("No source is silent, of 1.");
      assertThat(letters.getByRole(AriaRole.STATUS)).hasText("Every record could be taken.");

      shown.source(Alerts.HOSTILE, SourceHealth.SILENT, SourceEventType.SILENT);
      assertThat(sources.getByRole(AriaRole.STATUS))
          .hasText("1 source silent: " + Alerts.HOSTILE + ".");
      sources.locator("summary").click();
      Locator silent = sources.locator("tbody tr").first();
      assertThat(silent.locator(".badge")).hasText("silent");
      assertThat(silent).containsText("5:00");

      shown.refuse(Alerts.HOSTILE, new Reason("no-text", Alerts.HOSTILE));
      assertThat(letters.getByRole(AriaRole.STATUS))
          .hasText("1 record could not be taken, for 1 reason; the last by ingest: no-text.");
      letters.locator("summary").first().click();
      letters.getByText("the last 1").click();
      assertThat(letters.locator("code")).hasText(Alerts.HOSTILE);
      shown.refuse("another", new Reason("no-text", "no title"));
      assertThat(letters.locator("code")).hasText(new String[] {"another", Alerts.HOSTILE});
      assertThat(page.locator("main img, main script")).hasCount(0);
      assertThat(page.evaluate("() => window.hacked === undefined")).isEqualTo(true);
      assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void shouldSayOnThePageWhatCannotBeRead(TestCluster cluster) {
    try (Shown shown = Shown.bare(cluster);
        BrowserContext context = browser.context(new Browser.NewContextOptions())) {
      shown.ring("a");
      Page page = open(context, shown);
      String missing = "there is no topic " + cluster.namespace();
      assertThat(page.locator("section.sources .glance")).containsText(missing + ".sources");
      assertThat(page.locator("section.letters .glance"))
          .containsText(missing + ".ingest.dead-letters");
      alerts(page, "open").locator("summary").first().click();
      assertThat(page.locator(".timeline .note")).containsText(missing + ".keyword-counts");
    }
  }

  @Test
  void shouldShowWhatHappenedAtATimeOfTheDevicesZone(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Shown.SHORT_MEMORY);
        BrowserContext context = browser.context(inNewYork())) {
      shown.ringLongAgo("h1", "h2", "h3", "h4", "h5", "h6");
      Page page = open(context, shown);
      assertThat(alerts(page, "open")).hasCount(3);
      Locator history = page.locator("section.history");
      history.locator("#past-from").fill("2026-03-01T05:02");
      history.locator("#past-to").fill("2026-03-01T05:01");
      Locator show = history.getByText("Show");
      show.click();
      assertThat(history.getByRole(AriaRole.STATUS))
          .hasText("The time From must be before the time To.");

      history.locator("#past-from").fill("2026-03-01T05:01");
      history.locator("#past-to").fill("2026-03-01T05:03");
      show.click();
      assertThat(history.getByRole(AriaRole.STATUS))
          .hasText("2 alerts, of " + cluster.namespace() + ", oldest first.");
      assertThat(alerts(page, "past")).hasCount(2);
      alerts(page, "past").last().locator("summary").first().click();
      assertThat(alerts(page, "past").last().locator(".evidence strong")).hasText("h2");
      assertThat(alerts(page, "past").last().locator(".events")).containsText("opened");

      history.locator("#past-from").fill("2026-03-01T05:08");
      history.locator("#past-to").fill("2026-03-01T05:09");
      show.click();
      assertThat(history.getByRole(AriaRole.STATUS))
          .containsText("oldest first. 3 alerts rang already when it began.");
      assertThat(alerts(page, "past")).hasCount(3);

      history.locator("#past-from").fill("2026-03-01T05:01");
      page.getByLabel("Words").fill("h1");
      show.click();
      assertThat(alerts(page, "past")).hasCount(1);
      history.getByText("Close").click();
      assertThat(alerts(page, "past")).hasCount(0);
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void shouldKeepHostileTextsAsTexts(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of());
        BrowserContext context = browser.context(new Browser.NewContextOptions())) {
      var post = Alerts.post("1", Alerts.HOSTILE, Alerts.HOSTILE + " evacuate", "javascript:a()");
      Alert alert = Alerts.alert("a", 1, AlertStatus.OPEN, post);
      alert.setSummary(Alerts.HOSTILE);
      alert.setScopeName(Alerts.HOSTILE);
      shown.happen(shown.topics(), alert, AlertEventType.OPENED);
      Page page = open(context, shown);
      Locator card = alerts(page, "open");
      card.locator("summary").click();
      assertThat(card.locator(".evidence strong")).hasText(Alerts.HOSTILE);
      assertThat(card.getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setLevel(3)))
          .hasText("evacuation: " + Alerts.HOSTILE);
      assertThat(page.locator(".alert img, .alert script, .alert .evidence a")).hasCount(0);
      assertThat(page.evaluate("() => window.hacked === undefined")).isEqualTo(true);
    }
  }

  /** An alert of a rule on a place that is there. */
  private static Alert on(String rule, String id, String scope, String name, double... point) {
    Alert alert = Alerts.alert(id, 1, AlertStatus.OPEN);
    alert.setRuleId(rule);
    alert.setSeverity("warning");
    return Alerts.at(alert, scope, name, point[0], point[1]);
  }

  @Test
  void shouldShowPlacesAsPointsBesideCountries(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of());
        BrowserContext context = browser.context(inNewYork())) {
      List<String> called = new CopyOnWriteArrayList<>();
      context.onRequest(request -> called.add(request.url()));
      shown.ring("country");
      Alert kyiv = on("evacuation", "a", "place:geonames:703448", "Kyiv", 50.45466, 30.5238);
      Alert kiev = on("explosion", "b", "entity:geonames:703448", "Kiev", 50.45466, 30.5238);
      kiev.setOpenedAt(kyiv.getOpenedAt().minusSeconds(30));
      Alert hostile = on("flood", "c", "place:text:x~negated", Alerts.HOSTILE, -33.9, 18.4);
      Alert nowhere = Alerts.alert("d", 1, AlertStatus.OPEN);
      nowhere.setScope("source:UA");
      for (Alert alert : List.of(kyiv, kiev, hostile, nowhere)) {
        shown.happen(shown.topics(), alert, AlertEventType.OPENED);
      }
      Page page = open(context, shown);
      assertThat(alerts(page, "open")).hasCount(5);
      page.locator("#map-part > summary").click();

      Locator points = page.locator(".world circle");
      String two = "Kyiv: 2 alerts, warning (evacuation, explosion)";
      assertThat(points).hasCount(2);
      assertThat(points.last().locator("title")).hasText(two);
      assertThat(points.last()).hasAttribute("class", "warning");
      assertThat(page.evaluate(DOTS_IN_UKRAINE)).isEqualTo(List.of("Kyiv"));
      Locator list = page.locator("#map-list button");
      assertThat(list)
          .hasText(
              new String[] {
                "Ukraine: 1 alert, critical (evacuation)",
                two,
                Alerts.HOSTILE + ": 1 alert, warning (flood)"
              });
      assertThat(page.locator(".world"))
          .hasAttribute("aria-label", Pattern.compile("Kyiv: 2 alerts, warning"));
      assertThat(page.locator("#map-note"))
          .hasText("Not on the map: 1 alert of which no place is known.");
      assertThat(page.locator("main img, main script")).hasCount(0);

      list.nth(1).focus();
      page.keyboard().press("Enter");
      assertThat(page.getByLabel("Words")).hasValue("geonames:703448");
      assertThat(alerts(page, "open")).hasCount(2);
      list.focus();
      kiev.setStatus(AlertStatus.RESOLVED);
      kiev.setSequence(2);
      shown.happen(shown.topics(), kiev, AlertEventType.RESOLVED);
      assertThat(list).hasText(new String[] {"Kyiv: 1 alert, warning (evacuation)"});
      assertThat(list).isFocused();
      assertThat(points).hasCount(1);
      assertThat(called).allMatch(url -> url.startsWith(shown.address().toString()));
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void shouldGoOnWhereItWasWhenTheServerWasAway(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of());
        BrowserContext context = browser.context(new Browser.NewContextOptions())) {
      shown.ring("before");
      Page page = open(context, shown);
      assertThat(alerts(page, "open")).hasCount(1);
      int port = shown.stop();
      assertThat(page.locator("#connection")).hasAttribute("data-state", "lost");
      shown.ring("meanwhile");
      assertThat(alerts(page, "open")).hasCount(1);
      shown.again(port);
      assertThat(alerts(page, "open")).hasCount(2);
      assertThat(page.locator("#connection")).hasText("live");
      shown.ring("after");
      assertThat(alerts(page, "open")).hasCount(3);
    }
  }

  @Test
  void shouldTellReplaysApartAndFilterOnAPhoneInTheDark(TestCluster cluster) {
    String name = "replay-" + cluster.namespace() + "-x";
    Topics replay = Topics.of(name, ClockMode.EVENT, 1, cluster.serdes());
    try (Shown shown = Shown.start(cluster, Map.of());
        BrowserContext context =
            browser.context(
                inNewYork().setViewportSize(360, 740).setColorScheme(ColorScheme.DARK))) {
      cluster.create(replay.alerts(), replay.alertState());
      shown.ring("same");
      var post = Alerts.post("1", "From Kyiv", "They evacuate.", null);
      shown.happen(replay, Alerts.alert("same", 1, AlertStatus.OPEN, post), AlertEventType.OPENED);
      shown.awaitAlerts("/api/alerts", 2);
      Page page = open(context, shown);
      assertThat(alerts(page, "open")).hasCount(2);
      Locator replayed = page.locator(".alert.replay");
      assertThat(replayed).hasCount(1);
      assertThat(replayed.locator(".badge.replay"))
          .hasText("replay: " + cluster.namespace() + "-x");
      assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);

      page.getByLabel("Words").fill("kyiv");
      assertThat(alerts(page, "open")).hasCount(1);
      shown.ring("other");
      page.getByLabel("Words").fill("nothing-has-this-word");
      assertThat(page.locator("#open-none")).hasText("Nothing that the filter lets through.");
      page.getByLabel("Words").fill("");
      assertThat(alerts(page, "open")).hasCount(3);
      page.locator("#filters").getByLabel("From").selectOption(cluster.namespace());
      assertThat(alerts(page, "open")).hasCount(2);
    }
  }

  @Test
  void shouldTryARuleAsItIsWrittenAndApplyIt(TestCluster cluster) {
    try (Shown shown = Shown.start(cluster, Map.of("tocsin.dashboard.tokens", RulesIT.TOKEN));
        BrowserContext context = browser.context(inNewYork())) {
      Trials.publish(cluster, shown.topics());
      Page page = open(context, shown);
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Rules")).click();
      assertThat(page.locator("#rules-note")).hasText("No rule.");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New rule")).click();
      Locator yaml = page.getByLabel("The rule, as a file has it");
      assertThat(yaml).isFocused();
      yaml.fill("id: flood\nmatch: (flood\n");
      assertThat(page.locator("#problems li"))
          .containsText("line 2, column 14: rule flood: match = (flood");
      assertThat(page.locator("#marks mark")).hasCount(1);
      assertThat(yaml).hasAttribute("aria-invalid", "true");
      yaml.fill("id: flood\nmatch: flood\nwindows: [1h, soon]\n");
      assertThat(page.locator("#marks mark")).hasText("soon");
      page.locator("#problems button").click();
      assertThat(yaml).isFocused();
      assertThat(page.evaluate("() => getSelection().toString()")).isEqualTo("soon");
      yaml.fill("id: flood\nmatch: flood\nwindows: [1h]\nfalseAlarms: 1 per 7d\n");
      assertThat(page.locator("#trial"))
          .containsText("It would have rung 1 time on 6 posts, of which 5 match.");
      assertThat(page.locator("#problems li, #marks mark")).hasCount(0);
      assertThat(page.locator("#rang li")).hasCount(1);
      assertThat(page.locator("#matches strong").first()).hasText(Alerts.HOSTILE);
      assertThat(page.locator("#matches mark").first()).hasText("flood");
      assertThat(page.locator("#hours svg rect")).not().hasCount(0);
      assertThat(page.locator("main img, main script")).hasCount(0);

      Locator apply = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply"));
      apply.click();
      assertThat(page.locator("#changed")).hasText("It takes a token.");
      page.getByLabel("Token").fill("not-one-of-the-tokens");
      apply.click();
      assertThat(page.locator("#changed")).containsText("Not changed: Authorization: this token");
      page.getByLabel("Token").fill(RulesIT.TOKEN);
      apply.click();
      assertThat(page.locator("#changed")).hasText("Added: flood, version 1, set 1.");
      assertThat(page.locator("#rules li")).hasCount(1);
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Disable")).click();
      assertThat(page.locator("#changed")).hasText("flood is disabled, set 2.");
      assertThat(page.locator("#rules .badge")).hasText("disabled");
      assertThat(page.evaluate("() => window.hacked === undefined")).isEqualTo(true);
      assertThat(complaints).isEmpty();
    }
  }
}
