package io.tocsin.alerts.core.rules;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.FileText.Place;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A file of rules in YAML. All problems are found at once, each with rule, key, value, what was
 * expected, and line. Only the tree of the document is built, never an object that it asks for;
 * size, depth and aliases are limited.
 *
 * @param rules the rules, by place in the file; only to be used when there are no problems
 * @param problems what is wrong, by line
 */
public record RuleFile(List<Rule> rules, List<RuleProblem> problems) {

  /** A larger file is refused, in bytes. */
  public static final int LARGEST = 16 * 1024 * 1024;

  /** More rules in a file are refused. */
  public static final int MOST_RULES = 10_000;

  private static final Comparator<RuleProblem> BY_PLACE =
      Comparator.comparingInt(RuleProblem::line);

  private static final int MOST_ALIASES = 50;
  private static final int DEEPEST = 10;

  public RuleFile {
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }

  /** Reads a file of UTF-8; never throws for what is in it. Versions of the rules are 1. */
  public static RuleFile read(byte[] bytes) {
    return read(bytes, RuleFile::allOf);
  }

  /**
   * Reads one rule: its keys alone, as {@link RuleYaml} writes them, or a file that has just this
   * rule. Lines are those of the text.
   */
  public static RuleFile readOne(byte[] bytes) {
    RuleFile read = read(bytes, RuleFile::oneOf);
    return read.problems().isEmpty() && read.rules().size() != 1
        ? refused(read.rules().size() + " rules", "one rule", new Place(1, 1))
        : read;
  }

  private static RuleFile oneOf(@Nullable Node root, FileText text) {
    if (!(root instanceof MappingNode keys)
        || keys.getValue().stream()
            .anyMatch(key -> scalar(key.getKeyNode()).filter("rules"::equals).isPresent())) {
      return allOf(root, text);
    }
    RuleReader reader = new RuleReader(keys, 1, text);
    Optional<Rule> rule = reader.read();
    return new RuleFile(
        rule.stream().toList(), reader.problems().stream().sorted(BY_PLACE).toList());
  }

  private static RuleFile read(
      byte[] bytes, BiFunction<@Nullable Node, FileText, RuleFile> reading) {
    if (bytes.length > LARGEST) {
      return refused(
          bytes.length + " bytes", "a file of at most " + LARGEST + " bytes", Place.UNKNOWN);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      Node root = new Yaml(new SafeConstructor(limits())).compose(new StringReader(text));
      return reading.apply(root, new FileText(text));
    } catch (CharacterCodingException e) {
      return refused("", "text in UTF-8", Place.UNKNOWN);
    } catch (MarkedYAMLException e) {
      Place place = e.getProblemMark() == null ? Place.UNKNOWN : Place.of(e.getProblemMark());
      return refused("", "YAML that can be read: " + e.getProblem(), place);
    } catch (YAMLException e) {
      return refused("", "YAML that can be read: " + e.getMessage(), Place.UNKNOWN);
    }
  }

  private static LoaderOptions limits() {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(LARGEST);
    limits.setMaxAliasesForCollections(MOST_ALIASES);
    limits.setNestingDepthLimit(DEEPEST);
    limits.setAllowRecursiveKeys(false);
    return limits;
  }

  private static RuleFile refused(String value, String expected, Place place) {
    return new RuleFile(List.of(), List.of(problem("", "file", value, expected, place)));
  }

  private static RuleProblem problem(
      String ruleId, String key, String value, String expected, Place place) {
    return new RuleProblem(ruleId, key, value, expected, place.line(), place.column());
  }

  private static RuleFile allOf(@Nullable Node root, FileText text) {
    if (!(root instanceof MappingNode document)) {
      return refused("", "a list of rules under the key rules", new Place(1, 1));
    }
    List<RuleProblem> problems = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    boolean found = false;
    for (NodeTuple entry : document.getValue()) {
      String key = scalar(entry.getKeyNode()).orElse("");
      if (key.equals("rules") && !found) {
        found = true;
        readRules(entry.getValueNode(), text, rules, problems);
      } else {
        String expected = key.equals("rules") ? "the key rules only once" : "only the key rules";
        problems.add(problem("", key, "", expected, Place.of(entry.getKeyNode())));
      }
    }
    if (!found) {
      problems.add(problem("", "rules", "", "a list of rules", new Place(1, 1)));
    }
    problems.sort(BY_PLACE);
    return new RuleFile(rules, problems);
  }

  private static void readRules(
      Node node, FileText text, List<Rule> rules, List<RuleProblem> problems) {
    if (!(node instanceof SequenceNode list) || list.getValue().size() > MOST_RULES) {
      String expected = "a list of at most " + MOST_RULES + " rules";
      problems.add(problem("", "rules", "", expected, Place.of(node)));
      return;
    }
    Map<String, Integer> lines = new HashMap<>();
    int number = 0;
    for (Node item : list.getValue()) {
      RuleReader reader = new RuleReader(item, ++number, text);
      reader.read().ifPresent(rules::add);
      problems.addAll(reader.problems());
      reader.id().ifPresent(id -> checkUnique(id, Place.of(item), lines, problems));
    }
  }

  private static void checkUnique(
      String id, Place place, Map<String, Integer> lines, List<RuleProblem> problems) {
    Integer first = lines.putIfAbsent(id, place.line());
    if (first != null) {
      String expected = "an id of its own: the rule in line " + first + " has the same";
      problems.add(problem(id, "id", id, expected, place));
    }
  }

  static Optional<String> scalar(Node node) {
    return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
  }
}
