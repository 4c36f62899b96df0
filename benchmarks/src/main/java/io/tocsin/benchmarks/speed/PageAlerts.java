package io.tocsin.benchmarks.speed;

import io.tocsin.avro.Alert;
import io.tocsin.avro.AlertEvent;
import io.tocsin.avro.AlertEventType;
import io.tocsin.avro.AlertStatus;
import io.tocsin.avro.CountBy;
import io.tocsin.avro.Decision;
import io.tocsin.avro.Evidence;
import io.tocsin.avro.Highlight;
import io.tocsin.avro.RuleKind;
import io.tocsin.enrich.core.PostText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Alerts of the usual size for a page, told apart by a number in the id of their rule. */
final class PageAlerts {
  /** Posts of an alert. */
  private static final int POSTS = 5;

  private static final int TEXTS = 500;
  private static final int TOKENS = 50;
  private static final int DESKS = 10;
  private static final int SEED = 1;
  private static final String RUNG = "rung-";
  private static final Pattern NUMBER = Pattern.compile(RUNG + "(\\d+)");

  private final List<PostText> texts = new Reports(SEED).posts(TEXTS, TOKENS);

  /** One that was on the board before; it opened so many seconds before a time. */
  Alert onBoard(int number, Instant now) {
    return alert("board-" + name(number), number, now.minusSeconds(60L + number));
  }

  /** One that rings at a time. */
  Alert rung(int number, Instant now) {
    return alert(RUNG + name(number), number, now);
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "%05d", number);
  }

  /** Number of one that rang, from a text that names its rule; negative where there is none. */
  static int rungIn(CharSequence text) {
    Matcher found = NUMBER.matcher(text);
    return found.find() ? Integer.parseInt(found.group(1)) : -1;
  }

  /** A word that a tenth of the alerts have. */
  static String wideWord(int number) {
    return "desk-" + number % DESKS;
  }

  /** A word that one alert of the board has. */
  static String rareWord(int number) {
    return "board-" + name(number);
  }

  private Alert alert(String rule, int number, Instant time) {
    Instant opened = time.truncatedTo(ChronoUnit.MILLIS);
    return Alert.newBuilder()
        .setAlertId("id-of-" + rule)
        .setRuleId(rule)
        .setRuleVersion(1)
        .setRuleHash("00")
        .setScope("place-" + name(number))
        .setScopeName("Place " + name(number))
        .setStatus(AlertStatus.OPEN)
        .setSeverity(number % 3 == 0 ? "critical" : "warning")
        .setSequence(1)
        .setOnsetAt(opened.minusSeconds(30))
        .setOpenedAt(opened)
        .setUpdatedAt(opened)
        .setEndedAt(null)
        .setDecision(decision())
        .setPeak(POSTS)
        .setEvidence(evidence(number, opened))
        .setSummary(rule + ": many independent reports on place " + number)
        .setLabels(Map.of("desk", wideWord(number)))
        .build();
  }

  private static Decision decision() {
    return Decision.newBuilder()
        .setWindowMillis(Duration.ofHours(1).toMillis())
        .setObserved(POSTS)
        .setExpected(0.25)
        .setThreshold(3)
        .setProbability(1e-6)
        .setSignificance(1e-4)
        .setPosts(POSTS)
        .setSources(List.of("courier", "wire"))
        .setKind(RuleKind.BUDGET)
        .setCountBy(CountBy.VOICE)
        .build();
  }

  private List<Evidence> evidence(int number, Instant at) {
    List<Evidence> posts = new ArrayList<>();
    for (int i = 0; i < POSTS; i++) {
      String text = texts.get((number * POSTS + i) % TEXTS).body();
      posts.add(
          Evidence.newBuilder()
              .setPostKey("wire:" + number + "-" + i)
              .setRevision(1)
              .setSource("wire")
              .setMentionedAt(at)
              .setTitle(text.substring(0, Math.min(60, text.length())))
              .setUrl("https://example.org/" + number + "/" + i)
              .setExcerpt(text)
              .setHighlights(List.of(new Highlight(0, Math.min(6, text.length()))))
              .build());
    }
    return posts;
  }

  /** Says that an alert has opened. */
  static AlertEvent opened(Alert alert) {
    return AlertEvent.newBuilder()
        .setEventId(alert.getAlertId() + "#" + alert.getSequence())
        .setAlertId(alert.getAlertId())
        .setSequence(alert.getSequence())
        .setType(AlertEventType.OPENED)
        .setAt(alert.getUpdatedAt())
        .setReason("more than can be expected")
        .setAlert(alert)
        .build();
  }
}
