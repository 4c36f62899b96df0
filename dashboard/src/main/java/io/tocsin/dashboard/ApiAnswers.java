package io.tocsin.dashboard;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tocsin.dashboard.LiveBoard.Look;
import io.tocsin.dashboard.core.BoardAlert;
import io.tocsin.dashboard.core.RingEntry.Happened;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The answers of the API, as {@code docs/dashboard.openapi.yaml} has them. */
final class ApiAnswers {
  private ApiAnswers() {}

  /**
   * A list of alerts.
   *
   * @param live the namespace that is live
   * @param evidence whether the posts come along
   */
  static String alerts(Look look, String live, boolean evidence) {
    String alerts =
        look.alerts().stream()
            .map(alert -> alert(alert, evidence) + "}")
            .collect(Collectors.joining(","));
    return "{\"complete\":%s,\"live\":%s,\"namespaces\":%s,\"total\":%d,\"cursor\":%s,\"alerts\":[%s]}"
        .formatted(
            look.complete(),
            text(live),
            texts(look.namespaces()),
            look.total(),
            text(look.cursor().text()),
            alerts);
  }

  /** A page of what happened in a range of time. */
  static String past(PastAlerts page, String live, String namespace, boolean evidence) {
    String alerts =
        page.alerts().stream()
            .map(past -> alert(past.alert(), evidence) + briefs(past.events()))
            .collect(Collectors.joining(","));
    String ringing =
        page.ringing().alerts().stream()
            .map(alert -> alert(alert, evidence) + "}")
            .collect(Collectors.joining(","));
    return "{\"live\":%s,\"namespace\":%s,\"rangBefore\":%d,\"ringing\":[%s],\"next\":%s,\"alerts\":[%s]}"
        .formatted(
            text(live),
            text(namespace),
            page.ringing().total(),
            ringing,
            page.next().map(cursor -> text(cursor.text())).orElse("null"),
            alerts);
  }

  /** One alert with its posts and the events of it that are known. */
  static String alert(BoardAlert alert, List<Happened> events) {
    return alert(alert, true) + briefs(events);
  }

  private static String briefs(List<Happened> events) {
    String briefs = events.stream().map(Happened::brief).collect(Collectors.joining(","));
    return ",\"events\":[" + briefs + "]}";
  }

  private static String alert(BoardAlert alert, boolean evidence) {
    return "{\"namespace\":"
        + text(alert.key().namespace())
        + ",\"alert\":"
        + (evidence ? alert.json() : alert.brief());
  }

  /** One event, on one line. */
  static String event(Happened event) {
    return "{\"namespace\":" + text(event.key().namespace()) + ",\"event\":" + event.json() + "}";
  }

  private static String texts(Collection<String> texts) {
    return texts.stream().map(ApiAnswers::text).collect(Collectors.joining(",", "[", "]"));
  }

  private static String text(String text) {
    return TextNode.valueOf(text).toString();
  }
}
