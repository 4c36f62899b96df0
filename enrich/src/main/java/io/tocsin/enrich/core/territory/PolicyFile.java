package io.tocsin.enrich.core.territory;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * Reads a policy in YAML. Every problem is found at once and told with line, key, what was expected
 * and what was found. Only the tree of the document is built; size, depth and aliases are limited.
 */
final class PolicyFile {

  /** A larger file is refused, in bytes. */
  static final int LARGEST = 1 << 20;

  /** More territories in a file are refused. */
  static final int MOST_TERRITORIES = 500;

  private static final int MOST_ALIASES = 50;
  private static final int DEEPEST = 10;
  private static final String NONE = "none";
  private static final String COUNTRY = "[A-Z]{2}";
  private static final String AREA = "[A-Z]{2}(\\.[0-9A-Za-z]{1,10})?";
  private static final Set<String> KEYS = Set.of("name", "names", "areas", "country");

  private final String file;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Integer> taken = new HashMap<>();

  private PolicyFile(String file) {
    this.file = file;
  }

  /**
   * The policy in a file of UTF-8.
   *
   * @throws InvalidPolicyException if it is none, with all problems
   */
  static TerritoryPolicy read(String file, byte[] bytes) {
    PolicyFile reader = new PolicyFile(file);
    TerritoryPolicy policy = reader.policy(reader.compose(bytes));
    if (!reader.problems.isEmpty()) {
      throw new InvalidPolicyException(String.join("\n", reader.problems));
    }
    return policy;
  }

  private @Nullable Node compose(byte[] bytes) {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(LARGEST);
    limits.setMaxAliasesForCollections(MOST_ALIASES);
    limits.setNestingDepthLimit(DEEPEST);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Yaml(new SafeConstructor(limits)).compose(new StringReader(text));
    } catch (CharacterCodingException notUtf8) {
      throw new InvalidPolicyException(file + ": expected text in UTF-8");
    } catch (MarkedYAMLException notYaml) {
      int line = notYaml.getProblemMark() == null ? 0 : notYaml.getProblemMark().getLine() + 1;
      throw new InvalidPolicyException(
          file + ":" + line + ": expected YAML that can be read: " + notYaml.getProblem());
    } catch (YAMLException notYaml) {
      throw new InvalidPolicyException(
          file + ": expected YAML that can be read: " + notYaml.getMessage());
    }
  }

  private TerritoryPolicy policy(@Nullable Node root) {
    if (!(root instanceof MappingNode document)) {
      throw new InvalidPolicyException(
          file + ":1: expected the keys version and territories, found something else");
    }
    Map<String, Node> entries = entries(document, Set.of("version", "territories"));
    String version = text(entries, document, "version").orElse("");
    List<Territory> territories = new ArrayList<>();
    Node list = entries.get("territories");
    if (list instanceof SequenceNode items && items.getValue().size() <= MOST_TERRITORIES) {
      items.getValue().forEach(item -> territory(item).ifPresent(territories::add));
    } else {
      problem(
          list == null ? document : list,
          "territories",
          "a list of at most " + MOST_TERRITORIES + " territories");
    }
    return new TerritoryPolicy(version, territories);
  }

  private Optional<Territory> territory(Node item) {
    if (!(item instanceof MappingNode mapping)) {
      problem(item, "territories", "a territory with the keys name, names, areas and country");
      return Optional.empty();
    }
    Map<String, Node> entries = entries(mapping, KEYS);
    String name = text(entries, mapping, "name").orElse("");
    List<String> names = list(entries, "names", ".*\\S.*", "names of places");
    List<String> areas = list(entries, "areas", AREA, "codes such as UA or UA.11");
    String country = text(entries, mapping, "country").orElse(NONE);
    if (!country.equals(NONE) && !country.matches(COUNTRY)) {
      problem(
          entries.getOrDefault("country", mapping),
          "country",
          "two capitals as in ISO 3166-1, or none",
          country);
    }
    return Optional.of(new Territory(name, names, areas, country.equals(NONE) ? null : country));
  }

  private Map<String, Node> entries(MappingNode mapping, Set<String> known) {
    Map<String, Node> entries = new HashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!known.contains(key)) {
        problem(entry.getKeyNode(), key, "one of the keys " + String.join(", ", sorted(known)));
      } else if (entries.put(key, entry.getValueNode()) != null) {
        problem(entry.getKeyNode(), key, "each key once");
      }
    }
    return entries;
  }

  private Optional<String> text(Map<String, Node> entries, MappingNode owner, String key) {
    Node node = entries.get(key);
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue().strip());
    }
    problem(node == null ? owner : node, key, "a text");
    return Optional.empty();
  }

  private List<String> list(
      Map<String, Node> entries, String key, String pattern, String expected) {
    Node node = entries.get(key);
    if (node == null) {
      return List.of();
    }
    List<String> values = new ArrayList<>();
    if (!(node instanceof SequenceNode items)) {
      problem(node, key, "a list of " + expected);
      return values;
    }
    for (Node item : items.getValue()) {
      String value = item instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!value.matches(pattern)) {
        problem(item, key, expected, value);
      } else {
        checkOnce(item, key, value);
        values.add(value);
      }
    }
    return values;
  }

  private void checkOnce(Node item, String key, String value) {
    Integer first = taken.putIfAbsent(key + " " + value, line(item));
    if (first != null) {
      problem(item, key, "each of the " + key + " in one place; line " + first + " has it", value);
    }
  }

  private void problem(Node at, String key, String expected) {
    String found = at instanceof ScalarNode scalar ? scalar.getValue() : "";
    problem(at, key, expected, found);
  }

  private void problem(Node at, String key, String expected, String found) {
    problems.add(
        "%s:%d: %s: expected %s%s"
            .formatted(
                file, line(at), key, expected, found.isEmpty() ? "" : ", found \"" + found + "\""));
  }

  private static int line(Node node) {
    return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
  }

  private static List<String> sorted(Set<String> keys) {
    return keys.stream().sorted().toList();
  }
}
