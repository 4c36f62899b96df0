package io.tocsin.alerts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.alerts.core.rules.RuleDiff;
import io.tocsin.alerts.core.rules.RuleDiff.Difference;
import io.tocsin.alerts.core.rules.RuleDiff.Entry;
import io.tocsin.alerts.core.rules.RuleDiff.Kind;
import java.util.Locale;
import java.util.TreeMap;

/** A {@link RuleDiff} as text for people and as JSON for scripts. */
record RuleDiffReport(String topic, RuleDiff diff) {

  /** One line for each rule that differs, one for each of its keys that do, and the sum. */
  String text() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(diff.unreadable())
        .forEach((key, why) -> line(text, "unreadable " + key + ": " + why));
    for (Entry entry : diff.entries()) {
      line(text, "%-10s %s%s".formatted(word(entry.kind()), entry.ruleId(), outcome(entry)));
      entry.keys().forEach(key -> line(text, difference(key)));
    }
    line(
        text,
        "%s: %d added, %d changed, %d relabelled, %d removed, %d unchanged"
            .formatted(
                topic,
                count(Kind.ADDED),
                count(Kind.CHANGED),
                count(Kind.RELABELLED),
                count(Kind.REMOVED),
                diff.changes().unchanged().size()));
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append(System.lineSeparator());
  }

  private static String outcome(Entry entry) {
    return switch (entry.kind()) {
      case ADDED -> " version " + entry.after();
      case CHANGED ->
          " version %d to %d: it begins a new baseline".formatted(entry.before(), entry.after());
      case RELABELLED -> " version " + entry.after() + ": its baseline goes on";
      case REMOVED -> ": its alerts end";
    };
  }

  private static String difference(Difference key) {
    String what = key.decides() ? "" : " (labels only)";
    return "             %s%s: %s -> %s"
        .formatted(key.key(), what, orNothing(key.before()), orNothing(key.after()));
  }

  private static String orNothing(String value) {
    return value.isEmpty() ? "(nothing)" : value;
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private long count(Kind kind) {
    return diff.entries().stream().filter(entry -> entry.kind() == kind).count();
  }

  /** One object. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("topic", topic).put("same", diff.isSame());
    for (Kind kind : Kind.values()) {
      ArrayNode rules = json.putArray(word(kind));
      diff.entries().stream()
          .filter(entry -> entry.kind() == kind)
          .forEach(entry -> put(rules.addObject(), entry));
    }
    json.put("unchanged", diff.changes().unchanged().size());
    ObjectNode unreadable = json.putObject("unreadable");
    new TreeMap<>(diff.unreadable()).forEach(unreadable::put);
    return json;
  }

  private static void put(ObjectNode rule, Entry entry) {
    rule.put("id", entry.ruleId()).put("before", entry.before()).put("after", entry.after());
    ArrayNode keys = rule.putArray("keys");
    for (Difference key : entry.keys()) {
      keys.addObject()
          .put("key", key.key())
          .put("before", key.before())
          .put("after", key.after())
          .put("decides", key.decides());
    }
  }
}
