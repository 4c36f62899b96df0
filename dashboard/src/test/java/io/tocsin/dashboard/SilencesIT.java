package io.tocsin.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import io.tocsin.testkit.TestCluster;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Silences over HTTP and on the page, on a real broker and registry. */
@ExtendWith(ClusterExtension.class)
class SilencesIT {
  private static final String TOKEN = RulesIT.TOKEN;
  private static final String PATH = "/api/silences";

  @AfterAll
  static void shouldHaveAnsweredAllThatIsDocumented() {
    List<String> documented = Contract.PUBLISHED.documented(path -> path.startsWith(PATH));
    // the cluster would have to be away; a thousand silences are added where they are kept
    documented.remove("get /api/silences 503");
    documented.remove("post /api/silences 503");
    documented.remove("post /api/silences 409");
    assertThat(Contract.PUBLISHED.seen()).containsAll(documented);
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode forAnHour() {
    return json().put("endsAt", Instant.now().plus(Duration.ofHours(1)).toString());
  }

  private static Shown writable(TestCluster cluster) {
    return Shown.start(cluster, Map.of("tocsin.dashboard.tokens", TOKEN));
  }

  @Test
  void shouldAddListAndExpire(TestCluster cluster) {
    try (Shown shown = writable(cluster)) {
      assertThat(shown.get(PATH, 200).get("silences")).isEmpty();
      String body = forAnHour().put("ruleId", "evacuation").put("scope", "").toString();
      JsonNode added = shown.post(PATH, TOKEN, body, 200);
      assertThat(added.get("state").asText()).isEqualTo("on");
      assertThat(added.get("alertId").isNull()).isTrue();
      String later =
          forAnHour()
              .put("severity", "warning")
              .put("startsAt", Instant.now().plusSeconds(600).toString())
              .put("author", "night desk")
              .put("comment", "known")
              .toString();
      assertThat(shown.post(PATH, TOKEN, later, 200).get("state").asText()).isEqualTo("to-come");
      JsonNode all = shown.get(PATH, 200);
      assertThat(all.get("writable").asBoolean()).isTrue();
      assertThat(all.get("silences")).hasSize(2);

      String expire = PATH + "/" + added.get("silenceId").asText() + "/expire";
      assertThat(shown.post(expire, TOKEN, "{}", 200).get("state").asText()).isEqualTo("over");
      JsonNode again = shown.post(expire, TOKEN, "{}", 200);
      assertThat(again.get("state").asText()).isEqualTo("over");
      shown.post(PATH + "/none/expire", TOKEN, "{}", 404);
      assertThat(shown.get(PATH, 200).get("silences").findValuesAsText("state"))
          .containsExactlyInAnyOrder("over", "to-come");
    }
  }

  @Test
  void shouldChangeNothingForStrangersAndTellWhatIsWrong(TestCluster cluster) {
    try (Shown shown = writable(cluster)) {
      String body = forAnHour().put("ruleId", "evacuation").toString();
      shown.post(PATH, "", body, 401);
      shown.post(PATH, TOKEN + "x", body, 401);
      shown.post(PATH + "/any/expire", "", "{}", 401);
      HttpRequest form =
          HttpRequest.newBuilder(shown.address().resolve(PATH))
              .header("Authorization", "Bearer " + TOKEN)
              .header("Content-Type", "text/plain")
              .POST(BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> refused = shown.answer(form);
      Contract.PUBLISHED.check(
          "post", PATH, refused.statusCode(), "application/problem+json", refused.body());
      assertThat(refused.statusCode()).isEqualTo(415);
      assertThat(detail(shown, forAnHour()))
          .isEqualTo("no matcher; expected at least one of ruleId, scope, alertId, severity");
      assertThat(detail(shown, json().put("ruleId", "x"))).contains("\"endsAt\": missing");
      assertThat(detail(shown, json().put("ruleId", "x").put("endsAt", "tomorrow")))
          .contains("\"endsAt\": \"tomorrow\"; expected ISO-8601");
      assertThat(
              detail(
                  shown,
                  json()
                      .put("ruleId", "x")
                      .put("startsAt", "2026-01-01T00:00:00Z")
                      .put("endsAt", "2026-01-01T01:00:00Z")))
          .contains("expected after now");
      shown.get(PATH + "?text=x", 400);
      assertThat(shown.get(PATH, 200).get("silences")).isEmpty();
    }
    try (Shown shown = Shown.early(cluster)) {
      assertThat(shown.get(PATH, 200).get("writable").asBoolean()).isFalse();
      shown.post(PATH, TOKEN, forAnHour().put("ruleId", "x").toString(), 403);
    }
  }

  private static String detail(Shown shown, ObjectNode body) {
    return shown.post(PATH, TOKEN, body.toString(), 400).get("detail").asText();
  }

  /** A device whose clock is three hours behind. */
  private static final String LATE_CLOCK =
      """
      const late = 3 * 3600000;
      const Right = Date;
      Date = class extends Right {
        constructor(...given) { if (given.length) super(...given); else super(Right.now() - late); }
        static now() { return Right.now() - late; }
      };
      """;

  @Test
  @Needs(Tool.CHROMIUM)
  void shouldSilenceAnAlertOnThePageAndStillShowItWhateverTheDevicesClock(TestCluster cluster) {
    try (Chromium browser = new Chromium();
        Shown shown = writable(cluster)) {
      shown.ring("a");
      Page page = browser.context(new Browser.NewContextOptions()).newPage();
      page.addInitScript(LATE_CLOCK);
      page.navigate(shown.address().toString());
      Locator part = page.locator("section.silences");
      assertThat(part.locator(".glance")).hasText("Nothing is silenced.");
      Locator card = page.locator("#open .alert");
      card.locator("summary").first().click();
      card.getByRole(AriaRole.BUTTON, name("Silence …")).click();
      assertThat(part.getByLabel("Alert id")).hasValue("a");
      part.getByLabel("Why").fill("<b>known</b>");
      part.getByRole(AriaRole.BUTTON, name("Silence")).click();
      assertThat(part.getByText("It takes a token.")).isVisible();
      part.getByLabel("Token").fill(TOKEN);
      part.getByLabel("Token").press("Enter");
      assertThat(card.locator(".badge.silenced")).containsText("silenced until");
      assertThat(card).hasClass(Pattern.compile("\\bsilenced\\b"));
      assertThat(part.locator("tbody")).containsText("<b>known</b>");
      assertThat(part.locator(".glance")).containsText("1 silence");

      part.getByRole(AriaRole.BUTTON, name("End the silence of")).click();
      assertThat(card.locator(".badge.silenced")).hasCount(0);
      assertThat(part.locator(".glance")).hasText("Nothing is silenced.");
      assertThat(card).isVisible();
    }
  }

  private static Locator.GetByRoleOptions name(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(!name.endsWith("of"));
  }
}
