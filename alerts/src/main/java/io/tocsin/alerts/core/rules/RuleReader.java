package io.tocsin.alerts.core.rules;

import io.tocsin.alerts.core.HitContext;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Rule.Budget;
import io.tocsin.alerts.core.Rule.CountBy;
import io.tocsin.alerts.core.Rule.Minimum;
import io.tocsin.alerts.core.Rule.Negated;
import io.tocsin.alerts.core.Rule.Policy;
import io.tocsin.alerts.core.Rule.Ratio;
import io.tocsin.alerts.core.Rule.Scope;
import io.tocsin.alerts.core.Rule.Severity;
import io.tocsin.alerts.core.RuleBuilder;
import io.tocsin.alerts.core.detect.RuleLimits;
import io.tocsin.alerts.core.match.QueryCompiler;
import io.tocsin.alerts.core.match.QuerySyntaxException;
import io.tocsin.alerts.core.rules.FileText.Place;
import io.tocsin.runtime.config.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one rule of a file and notes whatever is wrong with it. */
final class RuleReader {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern HEIGHT = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");
  private static final Pattern BUDGET = Pattern.compile("(\\d{1,4}) per (\\S+)");
  private static final Pattern LEVEL =
      Pattern.compile("(?:(\\d{1,6}) voices?)?(?: and )?(?:(\\d{1,6}) sources?)?");
  static final List<String> KEYS =
      List.of(
          "id",
          "description",
          "match",
          "watch",
          "scope",
          "negated",
          "countBy",
          "ratio",
          "windows",
          "falseAlarms",
          "minimum",
          "severity",
          "cooldown",
          "labels",
          "enabled",
          "expand",
          "shadow",
          "planned",
          "past",
          "drill",
          "quoted");
  private static final Map<String, Policy> POLICIES =
      Map.of("ignore", Policy.IGNORE, "count", Policy.COUNT, "separate", Policy.SEPARATE);
  private static final List<String> COUNTS = List.of("voices", "sources");
  private static final List<String> RATIO_KEYS =
      List.of("spikeHeight", "timeframe", "thresholdRef", "thresholdCur", "spikeType");
  private static final Map<String, Scope> SCOPES =
      Stream.of(Scope.values()).collect(Collectors.toMap(RuleReader::text, scope -> scope));
  private static final Map<String, Scope> WATCHED =
      Stream.of(Scope.values())
          .filter(RuleLimits::canBeWatched)
          .collect(Collectors.toMap(RuleReader::text, scope -> scope));
  private static final List<String> MATCH_KEYS =
      List.of("match", "scope", "expand", "negated", "planned", "past", "drill", "quoted");
  private static final List<String> BUDGET_KEYS = List.of("windows", "falseAlarms");
  private static final String RATIO_FORM =
      "what rings, as in {spikeHeight: 3, timeframe: 2h, thresholdRef: 1, thresholdCur: 3}";

  private static final Minimum MINIMUM_OF_A_SOURCE = new Minimum(3, 1);
  private static final Ratio DEFAULT_RATIO = new Ratio(3, Duration.ofHours(2), 1, 3);

  private static final Duration LONGEST_BUDGET = Duration.ofDays(3_660);
  private static final int MOST_LEVELS = 10;
  private static final int MOST_LABELS = 20;
  private static final int LONGEST_LABEL = 200;
  private static final int LONGEST_DESCRIPTION = 1_000;
  private static final int PICTURE = 60;
  private static final int MOST_VOICES = 10_000;

  private final Node node;
  private final String place;
  private final FileText text;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final List<RuleProblem> problems = new ArrayList<>();
  private @Nullable String id;

  /**
   * Of a rule.
   *
   * @param number its place in the file, from 1
   * @param text the file
   */
  RuleReader(Node node, int number, FileText text) {
    this.node = node;
    this.text = text;
    this.place = "#" + number;
  }

  List<RuleProblem> problems() {
    return List.copyOf(problems);
  }

  /** The id, where it is a good one. */
  Optional<String> id() {
    return Optional.ofNullable(id);
  }

  /** The rule; empty where anything is wrong with it. */
  Optional<Rule> read() {
    if (!(node instanceof MappingNode mapping)) {
      problem("", node, "a rule: keys and values");
      return Optional.empty();
    }
    id = findId(mapping);
    collect(mapping, "", KEYS, values);
    checkId();
    @Nullable Ratio ratio = ratio();
    Scope scope = values.containsKey("watch") ? watched() : scope();
    Rule rule =
        Rule.builder(id == null ? place : id)
            .description(description())
            .match(match())
            .scope(scope)
            .negated(negated())
            .countBy(countBy())
            .windows(ratio == null ? windows() : List.of(ratio.timeframe()))
            .ratio(ratio)
            .budget(ratio == null ? budget() : RuleBuilder.DEFAULT_BUDGET)
            .minimum(minimum(scope))
            .severities(severities())
            .cooldown(
                duration(
                    "cooldown", RuleBuilder.DEFAULT_COOLDOWN, Duration.ZERO, Duration.ofDays(30)))
            .labels(labels())
            .enabled(isOn("enabled", true))
            .expand(isOn("expand", false))
            .policies(policies())
            .shadow(isOn("shadow", false))
            .build();
    if (problems.isEmpty()) {
      RuleLimits.problems(rule)
          .forEach(limit -> problem("", node, "a rule that can ring: " + limit));
    }
    return problems.isEmpty() ? Optional.of(rule.withHash(RuleHash.of(rule))) : Optional.empty();
  }

  private void collect(
      MappingNode mapping, String prefix, Collection<String> known, Map<String, Node> into) {
    for (NodeTuple entry : mapping.getValue()) {
      String key = RuleFile.scalar(entry.getKeyNode()).orElse("");
      if (!known.contains(key)) {
        problem(prefix + key, entry.getKeyNode(), unknown(key, known), "");
      } else if (into.putIfAbsent(key, entry.getValueNode()) != null) {
        problem(prefix + key, entry.getKeyNode(), "this key only once", "");
      }
    }
  }

  private static String unknown(String key, Collection<String> known) {
    return "unknown key; "
        + NearestName.of(key.toLowerCase(Locale.ROOT), known)
            .map(nearest -> "did you mean " + nearest + "?")
            .orElse("keys are " + String.join(", ", known));
  }

  /** Looked for first, so that all problems can name the rule. */
  private static @Nullable String findId(MappingNode mapping) {
    return mapping.getValue().stream()
        .filter(entry -> RuleFile.scalar(entry.getKeyNode()).filter("id"::equals).isPresent())
        .flatMap(entry -> RuleFile.scalar(entry.getValueNode()).stream())
        .filter(text -> ID.matcher(text).matches())
        .findFirst()
        .orElse(null);
  }

  private void checkId() {
    Node value = values.get("id");
    if (value == null) {
      problem("id", node, "a name for the rule", "");
    } else if (id == null) {
      problem("id", value, "letters, digits, dot, dash and underscore, at most 100");
    }
  }

  private String description() {
    return text("description", LONGEST_DESCRIPTION);
  }

  private String text(String key, int longest) {
    Node value = values.get(key);
    if (value == null) {
      return "";
    }
    Optional<String> text = RuleFile.scalar(value).filter(t -> t.length() <= longest);
    if (text.isEmpty()) {
      problem(key, value, "a text of at most " + longest + " characters");
    }
    return text.orElse("");
  }

  private String match() {
    Node value = values.get("match");
    if (values.containsKey("watch")) {
      return "";
    }
    if (value == null) {
      problem("match", node, "the words to look for, in Lucene's syntax, or watch", "");
      return "";
    }
    String query = RuleFile.scalar(value).orElse("").strip();
    try {
      QueryCompiler.check(query);
      if (isTrue("expand")) {
        QueryCompiler.checkExpanded(query);
      }
    } catch (QuerySyntaxException e) {
      problem(
          "match",
          queryPlace(value, e.character()),
          e.reason() + picture(query, e.character()),
          shown(value));
    }
    return query;
  }

  /** Where a character of the query stands, which begins behind spaces. */
  private Place queryPlace(Node value, int character) {
    if (character < 1 || !(value instanceof ScalarNode scalar)) {
      return Place.of(value);
    }
    int spaces = scalar.getValue().indexOf(scalar.getValue().strip());
    return text.inside(scalar, spaces + character - 1);
  }

  private boolean isTrue(String key) {
    Node value = values.get(key);
    return value != null && RuleFile.scalar(value).filter("true"::equals).isPresent();
  }

  /** The query around the character that is wrong, with a caret below it. */
  private static String picture(String query, int character) {
    if (character < 1) {
      return "";
    }
    int from = Math.max(0, character - 1 - PICTURE);
    int to = Math.min(query.length(), character + PICTURE);
    String indent = System.lineSeparator() + "      ";
    return ", column %d of the query".formatted(character)
        + indent
        + query.substring(from, to).replaceAll("\\p{Cntrl}", " ")
        + indent
        + " ".repeat(character - 1 - from)
        + "^";
  }

  private Scope scope() {
    return choice("scope", SCOPES, Scope.NONE);
  }

  private static String text(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }

  /** What a rule watches is its scope, and it looks for no words. */
  private Scope watched() {
    for (String key : MATCH_KEYS) {
      if (values.containsKey(key)) {
        problem(key, values.get(key), "either watch, or match with what goes with it");
      }
    }
    return choice("watch", WATCHED, Scope.ENTITY);
  }

  private Negated negated() {
    return choice(
        "negated",
        Map.of("ignore", Negated.IGNORE, "count", Negated.COUNT, "separate", Negated.SEPARATE),
        Negated.IGNORE);
  }

  private Map<HitContext, Policy> policies() {
    Map<HitContext, Policy> policies = new EnumMap<>(HitContext.class);
    for (HitContext context : HitContext.values()) {
      if (context != HitContext.NEGATED && values.containsKey(context.text())) {
        policies.put(context, choice(context.text(), POLICIES, Rule.defaultPolicy(context)));
      }
    }
    policies.entrySet().removeIf(said -> said.getValue() == Rule.defaultPolicy(said.getKey()));
    return policies;
  }

  private CountBy countBy() {
    return choice(
        "countBy",
        Map.of("voice", CountBy.VOICE, "post", CountBy.POST, "source", CountBy.SOURCE),
        CountBy.VOICE);
  }

  private @Nullable Ratio ratio() {
    Node value = values.get("ratio");
    if (value == null) {
      return null;
    }
    for (String key : BUDGET_KEYS) {
      if (values.containsKey(key)) {
        problem(key, values.get(key), "either ratio, or windows and falseAlarms");
      }
    }
    if (!(value instanceof MappingNode mapping)) {
      problem("ratio", value, RATIO_FORM);
      return DEFAULT_RATIO;
    }
    Map<String, Node> parts = new LinkedHashMap<>();
    collect(mapping, "ratio.", RATIO_KEYS, parts);
    checkSpikeType(parts.get("spikeType"));
    return new Ratio(
        spikeHeight(parts.get("spikeHeight"), mapping),
        timeframe(parts.get("timeframe"), mapping),
        count("ratio", parts, "thresholdRef", 1, DEFAULT_RATIO.thresholdRef()),
        count("ratio", parts, "thresholdCur", 1, DEFAULT_RATIO.thresholdCur()));
  }

  private void checkSpikeType(@Nullable Node value) {
    if (value != null && RuleFile.scalar(value).filter("up"::equals).isEmpty()) {
      problem("ratio.spikeType", value, "up: a count that falls does not ring");
    }
  }

  private double spikeHeight(@Nullable Node value, Node ratio) {
    String text = value == null ? "" : RuleFile.scalar(value).orElse("").strip();
    double height = HEIGHT.matcher(text).matches() ? Double.parseDouble(text) : 0;
    if (height > 1 && height <= RuleLimits.HIGHEST_SPIKE) {
      return height;
    }
    String expected = "a number above 1 and at most " + RuleLimits.HIGHEST_SPIKE;
    if (value == null) {
      problem("ratio.spikeHeight", ratio, expected, "");
    } else {
      problem("ratio.spikeHeight", value, expected);
    }
    return DEFAULT_RATIO.spikeHeight();
  }

  private Duration timeframe(@Nullable Node value, Node ratio) {
    if (value == null) {
      problem("ratio.timeframe", ratio, "a duration such as 2h", "");
      return DEFAULT_RATIO.timeframe();
    }
    String key = "ratio.timeframe";
    Optional<Duration> length =
        duration(key, value, RuleLimits.SHORTEST_WINDOW, RuleLimits.LONGEST_TIMEFRAME);
    if (length.filter(d -> d.toSeconds() % 60 != 0).isPresent()) {
      problem(key, value, "whole minutes");
    }
    return length.orElse(DEFAULT_RATIO.timeframe());
  }

  private boolean isOn(String key, boolean otherwise) {
    return choice(key, Map.of("true", true, "false", false), otherwise);
  }

  private <T> T choice(String key, Map<String, T> choices, T otherwise) {
    Node value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    T chosen = choices.get(RuleFile.scalar(value).orElse(""));
    if (chosen == null) {
      problem(key, value, "one of " + String.join(", ", new TreeSet<>(choices.keySet())));
      return otherwise;
    }
    return chosen;
  }

  private List<Duration> windows() {
    Node value = values.get("windows");
    if (value == null) {
      return RuleBuilder.DEFAULT_WINDOWS;
    }
    if (!(value instanceof SequenceNode list)
        || list.getValue().isEmpty()
        || list.getValue().size() > RuleLimits.MAX_WINDOWS) {
      problem("windows", value, "a list of 1 to " + RuleLimits.MAX_WINDOWS + " durations");
      return RuleBuilder.DEFAULT_WINDOWS;
    }
    TreeSet<Duration> windows = new TreeSet<>();
    for (Node item : list.getValue()) {
      Optional<Duration> window =
          duration("windows", item, RuleLimits.SHORTEST_WINDOW, RuleLimits.LONGEST_WINDOW);
      window.filter(w -> w.toSeconds() % 60 != 0).ifPresent(w -> wholeMinutes(item));
      if (window.isPresent() && !windows.add(window.get())) {
        problem("windows", item, "each window only once");
      }
    }
    return List.copyOf(windows);
  }

  private void wholeMinutes(Node item) {
    problem("windows", item, "whole minutes");
  }

  private Duration duration(String key, Duration otherwise, Duration least, Duration most) {
    Node value = values.get(key);
    return value == null ? otherwise : duration(key, value, least, most).orElse(otherwise);
  }

  private Optional<Duration> duration(String key, Node value, Duration least, Duration most) {
    Optional<Duration> duration =
        RuleFile.scalar(value)
            .flatMap(Durations::parse)
            .filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0);
    if (duration.isEmpty()) {
      problem(
          key,
          value,
          "a duration such as 10m, 2h or 30d, from "
              + Durations.format(least)
              + " to "
              + Durations.format(most));
    }
    return duration;
  }

  private Budget budget() {
    Node value = values.get("falseAlarms");
    if (value == null) {
      return RuleBuilder.DEFAULT_BUDGET;
    }
    Matcher form = BUDGET.matcher(RuleFile.scalar(value).orElse("").strip());
    if (!form.matches() || Integer.parseInt(form.group(1)) < 1) {
      problem("falseAlarms", value, "a budget such as 1 per 30d");
      return RuleBuilder.DEFAULT_BUDGET;
    }
    Optional<Duration> per =
        Durations.parse(form.group(2))
            .filter(d -> d.compareTo(Duration.ofHours(1)) >= 0 && d.compareTo(LONGEST_BUDGET) <= 0);
    if (per.isEmpty()) {
      problem("falseAlarms", value, "a period from 1h to " + Durations.format(LONGEST_BUDGET));
    }
    return new Budget(
        Integer.parseInt(form.group(1)), per.orElse(RuleBuilder.DEFAULT_BUDGET.per()));
  }

  private Minimum minimum(Scope scope) {
    Minimum otherwise = scope == Scope.SOURCE ? MINIMUM_OF_A_SOURCE : RuleBuilder.DEFAULT_MINIMUM;
    Node value = values.get("minimum");
    if (value == null) {
      return otherwise;
    }
    if (!(value instanceof MappingNode mapping)) {
      problem("minimum", value, "voices and sources, as in {voices: 3, sources: 2}");
      return otherwise;
    }
    Map<String, Node> counts = new LinkedHashMap<>();
    collect(mapping, "minimum.", COUNTS, counts);
    return new Minimum(
        count("minimum", counts, "voices", 1, otherwise.voices()),
        count("minimum", counts, "sources", 1, otherwise.sources()));
  }

  private int count(String prefix, Map<String, Node> counts, String key, int least, int otherwise) {
    Node value = counts.get(key);
    if (value == null) {
      return otherwise;
    }
    String text = RuleFile.scalar(value).orElse("");
    int count = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    if (count < least || count > MOST_VOICES) {
      problem(prefix + "." + key, value, "a number from " + least + " to " + MOST_VOICES);
      return otherwise;
    }
    return count;
  }

  private List<Severity> severities() {
    Node value = values.get("severity");
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof MappingNode mapping) || mapping.getValue().size() > MOST_LEVELS) {
      problem("severity", value, "at most " + MOST_LEVELS + " levels with what they take");
      return List.of();
    }
    Map<String, Severity> levels = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      String name = RuleFile.scalar(entry.getKeyNode()).orElse("");
      if (!ID.matcher(name).matches()) {
        problem("severity", entry.getKeyNode(), "a name of letters, digits, dash, dot, underscore");
      } else if (levels.put(name, level(name, entry.getValueNode())) != null) {
        problem("severity." + name, entry.getKeyNode(), "this level only once", "");
      }
    }
    checkAscending(List.copyOf(levels.values()), value);
    return List.copyOf(levels.values());
  }

  private Severity level(String name, Node value) {
    String key = "severity." + name;
    if (value instanceof MappingNode mapping) {
      Map<String, Node> counts = new LinkedHashMap<>();
      collect(mapping, key + ".", COUNTS, counts);
      return new Severity(
          name, count(key, counts, "voices", 0, 0), count(key, counts, "sources", 0, 0));
    }
    String text = RuleFile.scalar(value).orElse("").strip();
    Matcher form = LEVEL.matcher(text);
    if (text.isEmpty() || !form.matches()) {
      problem(key, value, "what it takes, as in 3 voices or {voices: 8, sources: 5}");
      return new Severity(name, 0, 0);
    }
    return new Severity(name, number(form.group(1)), number(form.group(2)));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private void checkAscending(List<Severity> levels, Node value) {
    for (int i = 1; i < levels.size(); i++) {
      Severity lower = levels.get(i - 1);
      Severity higher = levels.get(i);
      if (higher.voices() < lower.voices() || higher.sources() < lower.sources()) {
        String order = "levels from the lowest to the highest, each taking no less than the one";
        problem("severity." + higher.name(), value, order + " before it", "");
      }
    }
  }

  private Map<String, String> labels() {
    Node value = values.get("labels");
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof MappingNode mapping) || mapping.getValue().size() > MOST_LABELS) {
      problem("labels", value, "at most " + MOST_LABELS + " names with texts");
      return Map.of();
    }
    Map<String, String> labels = new TreeMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      String name = RuleFile.scalar(entry.getKeyNode()).orElse("");
      Optional<String> text = RuleFile.scalar(entry.getValueNode());
      if (!ID.matcher(name).matches() || text.filter(t -> t.length() <= LONGEST_LABEL).isEmpty()) {
        problem(
            "labels." + name,
            entry.getValueNode(),
            "a name like an id and a text of at most " + LONGEST_LABEL + " characters");
      } else if (labels.put(name, text.get()) != null) {
        problem("labels." + name, entry.getKeyNode(), "this label only once", "");
      }
    }
    return labels;
  }

  private void problem(String key, Node where, String expected) {
    problem(key, where, expected, shown(where));
  }

  private void problem(String key, Node where, String expected, String value) {
    problem(key, Place.of(where), expected, value);
  }

  private void problem(String key, Place where, String expected, String value) {
    String rule = id == null ? place : id;
    problems.add(new RuleProblem(rule, key, value, expected, where.line(), where.column()));
  }

  private static String shown(Node value) {
    if (value instanceof SequenceNode list) {
      return list.getValue().stream()
          .limit(RuleLimits.MAX_WINDOWS)
          .map(item -> RuleFile.scalar(item).orElse("…"))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return RuleFile.scalar(value).orElse("{…}");
  }
}
