package io.tocsin.alerts.core.rules;

import io.tocsin.alerts.core.Rule;
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
import java.util.function.Function;
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
        ? refused(read.rules().size() + " rules", "one rule", 1)
        : read;
  }

  private static RuleFile oneOf(@Nullable Node root) {
    if (!(root instanceof MappingNode keys)
        || keys.getValue().stream()
            .anyMatch(key -> scalar(key.getKeyNode()).filter("rules"::equals).isPresent())) {
      return allOf(root);
    }
    RuleReader reader = new RuleReader(keys, 1);
    Optional<Rule> rule = reader.read();
    return new RuleFile(
        rule.stream().toList(),
        reader.problems().stream().sorted(Comparator.comparingInt(RuleProblem::line)).toList());
  }

  private static RuleFile read(byte[] bytes, Function<@Nullable Node, RuleFile> reading) {
    if (bytes.length > LARGEST) {
      return refused(bytes.length + " bytes", "a file of at most " + LARGEST + " bytes", 0);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return reading.apply(new Yaml(new SafeConstructor(limits())).compose(new StringReader(text)));
    } catch (CharacterCodingException e) {
      return refused("", "text in UTF-8", 0);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      return refused("", "YAML that can be read: " + e.getProblem(), line);
    } catch (YAMLException e) {
      return refused("", "YAML that can be read: " + e.getMessage(), 0);
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

  private static RuleFile refused(String value, String expected, int line) {
    return new RuleFile(List.of(), List.of(new RuleProblem("", "file", value, expected, line)));
  }

  private static RuleFile allOf(@Nullable Node root) {
    if (!(root instanceof MappingNode document)) {
      return refused("", "a list of rules under the key rules", 1);
    }
    List<RuleProblem> problems = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    boolean found = false;
    for (NodeTuple entry : document.getValue()) {
      String key = scalar(entry.getKeyNode()).orElse("");
      if (key.equals("rules") && !found) {
        found = true;
        readRules(entry.getValueNode(), rules, problems);
      } else {
        String expected = key.equals("rules") ? "the key rules only once" : "only the key rules";
        problems.add(new RuleProblem("", key, "", expected, line(entry.getKeyNode())));
      }
    }
    if (!found) {
      problems.add(new RuleProblem("", "rules", "", "a list of rules", 1));
    }
    problems.sort(Comparator.comparingInt(RuleProblem::line));
    return new RuleFile(rules, problems);
  }

  private static void readRules(Node node, List<Rule> rules, List<RuleProblem> problems) {
    if (!(node instanceof SequenceNode list) || list.getValue().size() > MOST_RULES) {
      String expected = "a list of at most " + MOST_RULES + " rules";
      problems.add(new RuleProblem("", "rules", "", expected, line(node)));
      return;
    }
    Map<String, Integer> lines = new HashMap<>();
    int number = 0;
    for (Node item : list.getValue()) {
      RuleReader reader = new RuleReader(item, ++number);
      reader.read().ifPresent(rules::add);
      problems.addAll(reader.problems());
      reader.id().ifPresent(id -> checkUnique(id, line(item), lines, problems));
    }
  }

  private static void checkUnique(
      String id, int line, Map<String, Integer> lines, List<RuleProblem> problems) {
    Integer first = lines.putIfAbsent(id, line);
    if (first != null) {
      String expected = "an id of its own: the rule in line " + first + " has the same";
      problems.add(new RuleProblem(id, "id", id, expected, line));
    }
  }

  static Optional<String> scalar(Node node) {
    return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
  }

  static int line(Node node) {
    return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
  }
}
