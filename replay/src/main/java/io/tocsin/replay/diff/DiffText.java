package io.tocsin.replay.diff;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.alerts.core.rules.Durations;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A diff as Markdown for people and as JSON for scripts. */
public final class DiffText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DiffText() {}

  /** As Markdown; what stands in tables cannot leave its cell. */
  public static String markdown(AlertDiff diff) {
    StringBuilder text = new StringBuilder("# Alerts: what was and what is\n\n");
    text.append("| rule | old | new | added | lost | moved | altered | what changed in it |\n");
    text.append("|---|---:|---:|---:|---:|---:|---:|---|\n");
    for (Map.Entry<String, AlertDiff.RuleCounts> rule : diff.rules().entrySet()) {
      AlertDiff.RuleCounts c = rule.getValue();
      text.append(
          "| %s | %d | %d | %d | %d | %d | %d | %s |\n"
              .formatted(
                  cell(rule.getKey()),
                  c.before(),
                  c.after(),
                  c.added(),
                  c.lost(),
                  c.moved(),
                  c.altered(),
                  cell(c.change())));
    }
    text.append("\n").append(diff.unchanged()).append(" alerts are the same.\n");
    if (!diff.isEmpty()) {
      text.append(
          "\n| what | when (UTC) | rule | scope | alert | why |\n|---|---|---|---|---|---|\n");
      diff.changes().forEach(change -> text.append(row(change)));
    }
    return text.toString();
  }

  private static String row(Change change) {
    Episode episode = change.episode();
    return "| %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            what(change),
            time(episode.openedAt()),
            cell(episode.ruleId()),
            cell(episode.scope()),
            cell(episode.summary()),
            cell(change.reason()));
  }

  private static String what(Change change) {
    if (change instanceof Change.Moved moved) {
      String by = Durations.format(moved.later().abs());
      return moved.later().isNegative() ? "earlier by " + by : "later by " + by;
    }
    return kind(change);
  }

  private static String kind(Change change) {
    return change.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String cell(String text) {
    String oneLine = text.replaceAll("\\s+", " ").replace("\\", "\\\\").replace("|", "\\|");
    return oneLine.replace("<", "&lt;").replace("`", "\\`").replace("[", "\\[");
  }

  /** As JSON, indented. */
  public static String json(AlertDiff diff) {
    ObjectNode node = JSON.createObjectNode();
    node.put("unchanged", diff.unchanged());
    ObjectNode rules = node.putObject("rules");
    diff.rules().forEach((id, counts) -> rules.set(id, JSON.valueToTree(counts)));
    diff.changes().forEach(change -> node.withArray("changes").add(node(change)));
    node.withArray("changes");
    return node.toPrettyString();
  }

  private static ObjectNode node(Change change) {
    ObjectNode node = JSON.createObjectNode().put("what", kind(change));
    if (change instanceof Change.Moved moved) {
      node.put("laterSeconds", moved.later().toSeconds());
      node.set("before", node(moved.before()));
    } else if (change instanceof Change.Altered altered) {
      node.set("before", node(altered.before()));
    }
    node.setAll(node(change.episode()));
    return node.put("reason", change.reason());
  }

  private static ObjectNode node(Episode episode) {
    ObjectNode node = JSON.createObjectNode();
    node.put("alertId", episode.alertId()).put("ruleId", episode.ruleId());
    node.put("scope", episode.scope()).put("onsetAt", time(episode.onsetAt()));
    node.put("openedAt", time(episode.openedAt())).put("endedAt", time(episode.endedAt()));
    node.put("status", episode.status()).put("severity", episode.severity());
    return node.put("peak", episode.peak()).put("summary", episode.summary());
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
