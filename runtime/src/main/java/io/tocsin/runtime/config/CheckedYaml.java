package io.tocsin.runtime.config;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
 * A file of YAML that people write: every problem in it is found at once and told with its line,
 * key, value and what was expected. Only the tree of the document is built; size, depth and aliases
 * are limited. For one file and one thread.
 */
public final class CheckedYaml {
  /** A larger file is refused, in bytes. */
  public static final int LARGEST = 1 << 20;

  private static final int MOST_ALIASES = 50;
  private static final int DEEPEST = 10;
  private static final int LONGEST_VALUE = 80;

  private final List<Problem> problems = new ArrayList<>();

  /** Where something is wrong, to be told in the order of the file. */
  private record Problem(int line, String text) {}

  /**
   * Reads a file of UTF-8; never throws for what is in it.
   *
   * @param expected what the document should be, for people
   * @param keys that it may have
   * @return empty if it is no mapping
   */
  public Optional<Mapping> read(byte[] bytes, String expected, Collection<String> keys) {
    return root(bytes, expected).map(root -> new Mapping(root, "", keys));
  }

  /** What is wrong, in the order of the lines. */
  public List<String> problems() {
    return problems.stream()
        .sorted(Comparator.comparingInt(Problem::line))
        .map(problem -> "line " + problem.line() + ": " + problem.text())
        .toList();
  }

  /** How many there are so far: whether a part has any shows in what comes after it. */
  public int problemCount() {
    return problems.size();
  }

  /** A text that matches a pattern as a whole and is not blank. */
  public static Function<String, Optional<String>> matching(String pattern) {
    return text -> Optional.of(text).filter(t -> t.matches(pattern) && !t.isBlank());
  }

  /** A whole number and one of {@code s m h d}. */
  public static Function<String, Optional<Duration>> duration(Duration least, Duration most) {
    return text ->
        Optional.of(text)
            .filter(t -> t.matches("\\d{1,7}[smhd]"))
            .map(t -> Duration.parse((t.endsWith("d") ? "P" : "PT") + t.toUpperCase(Locale.ROOT)))
            .filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0);
  }

  private Optional<MappingNode> root(byte[] bytes, String expected) {
    if (bytes.length > LARGEST) {
      return refused(0, "a file of at most " + LARGEST + " bytes was expected");
    }
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(LARGEST);
    limits.setMaxAliasesForCollections(MOST_ALIASES);
    limits.setNestingDepthLimit(DEEPEST);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      Node root = new Yaml(new SafeConstructor(limits)).compose(new StringReader(text));
      return root instanceof MappingNode mapping
          ? Optional.of(mapping)
          : refused(1, expected + " was expected");
    } catch (CharacterCodingException notUtf8) {
      return refused(0, "text in UTF-8 was expected");
    } catch (MarkedYAMLException notYaml) {
      int line = notYaml.getProblemMark() == null ? 0 : notYaml.getProblemMark().getLine() + 1;
      return refused(line, "YAML that can be read was expected: " + notYaml.getProblem());
    } catch (YAMLException notYaml) {
      return refused(0, "YAML that can be read was expected: " + notYaml.getMessage());
    }
  }

  private Optional<MappingNode> refused(int line, String text) {
    problems.add(new Problem(line, text));
    return Optional.empty();
  }

  private void note(String place, Node at, String key, String expected) {
    String value = scalar(at).map(CheckedYaml::shortened).orElse("");
    String what = key + (key.isEmpty() || value.isEmpty() ? "" : " = ") + value;
    String text = place + what + (what.isEmpty() ? "" : ": ") + "expected " + expected;
    problems.add(new Problem(line(at), text));
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_VALUE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE / 2)) + "…";
  }

  private static Optional<String> scalar(Node node) {
    return node instanceof ScalarNode scalar
        ? Optional.of(scalar.getValue().strip())
        : Optional.empty();
  }

  private static int line(Node node) {
    return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
  }

  /** Keys and values; a value that is wrong is noted, and something else is given for it. */
  public final class Mapping {
    private final MappingNode node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private String place;
    private boolean unknown;

    private Mapping(MappingNode node, String place, Collection<String> keys) {
      this.node = node;
      this.place = place;
      for (NodeTuple entry : node.getValue()) {
        take(entry, keys);
      }
    }

    private void take(NodeTuple entry, Collection<String> keys) {
      String key = scalar(entry.getKeyNode()).orElse("");
      unknown |= !keys.contains(key) || values.containsKey(key);
      if (!keys.contains(key)) {
        unknown(entry.getKeyNode(), key, keys);
      } else if (values.putIfAbsent(key, entry.getValueNode()) != null) {
        note(entry.getKeyNode(), "", "this key only once");
      }
    }

    private void unknown(Node at, String key, Collection<String> keys) {
      String meant =
          NearestName.of(key, keys)
              .map(nearest -> "did you mean " + nearest + "?")
              .orElse("keys are " + String.join(", ", keys));
      problems.add(
          new Problem(CheckedYaml.line(at), place + shortened(key) + ": unknown key; " + meant));
    }

    /** What the problems that follow are told to be of. */
    public void isNamed(String name) {
      place = name + ": ";
    }

    /** Whether it has a key that it may not have, or one twice. */
    public boolean hasUnknown() {
      return unknown;
    }

    /** The line of a key's value, or where all begins if it is not there. */
    public int line(String key) {
      return CheckedYaml.line(values.getOrDefault(key, node));
    }

    /** Whether the key is there. */
    public boolean has(String key) {
      return values.containsKey(key);
    }

    /** Notes that something else was expected of the key, or of all if it is empty. */
    public void problem(String key, String expected) {
      note(values.getOrDefault(key, node), key, expected);
    }

    private void note(Node at, String key, String expected) {
      CheckedYaml.this.note(place, at, key, expected);
    }

    /** A value that must be there. */
    public <T> T required(
        String key, String expected, Function<String, Optional<T>> reading, T otherwise) {
      if (!has(key)) {
        note(node, key, expected);
      }
      return value(key, expected, reading, otherwise);
    }

    /** A value, or something else if it is not there. */
    public <T> T value(
        String key, String expected, Function<String, Optional<T>> reading, T otherwise) {
      T read = optional(key, expected, reading);
      return read == null ? otherwise : read;
    }

    /** A value; null if it is not there. */
    public <T> @Nullable T optional(
        String key, String expected, Function<String, Optional<T>> reading) {
      Node value = values.get(key);
      return value == null ? null : read(value, key, expected, reading);
    }

    private <T> @Nullable T read(
        Node value, String key, String expected, Function<String, Optional<T>> reading) {
      Optional<T> read = scalar(value).flatMap(reading);
      if (read.isEmpty()) {
        note(value, key, expected);
      }
      return read.orElse(null);
    }

    /** One value or a list of them; empty if the key is not there. */
    public <T> List<T> values(
        String key, int most, String expected, Function<String, Optional<T>> reading) {
      Node value = values.get(key);
      if (value == null) {
        return List.of();
      }
      List<Node> items = value instanceof SequenceNode list ? list.getValue() : List.of(value);
      if (items.isEmpty() || items.size() > most) {
        note(value, key, expected + ", 1 to " + most);
        return List.of();
      }
      return readAll(items, key, expected, reading);
    }

    /** A list of values; empty if the key is not there. */
    public <T> List<T> list(
        String key, int most, String expected, Function<String, Optional<T>> reading) {
      Node value = values.get(key);
      if (value == null) {
        return List.of();
      }
      if (!(value instanceof SequenceNode list) || list.getValue().size() > most) {
        note(value, key, expected + ", at most " + most);
        return List.of();
      }
      return readAll(list.getValue(), key, expected, reading);
    }

    private <T> List<T> readAll(
        List<Node> items, String key, String expected, Function<String, Optional<T>> reading) {
      List<T> read = new ArrayList<>();
      for (Node item : items) {
        T one = read(item, key, expected, reading);
        if (one != null) {
          read.add(one);
        }
      }
      return read;
    }

    /** Names and values that the file may choose; empty if the key is not there. */
    public Map<String, String> pairs(
        String key, int most, String name, Function<String, Optional<String>> reading) {
      String expected = "at most " + most + " names and values, a name of " + name;
      Node value = values.get(key);
      if (value == null) {
        return Map.of();
      }
      if (!(value instanceof MappingNode mapping) || mapping.getValue().size() > most) {
        note(value, key, expected);
        return Map.of();
      }
      Map<String, String> pairs = new TreeMap<>();
      for (NodeTuple entry : mapping.getValue()) {
        Optional<String> its = scalar(entry.getKeyNode()).filter(text -> text.matches(name));
        String read = read(entry.getValueNode(), key, expected, reading);
        if (its.isEmpty()) {
          note(entry.getKeyNode(), key, expected);
        } else if (read != null) {
          pairs.put(its.get(), read);
        }
      }
      return pairs;
    }

    /** A mapping within; empty if the key is not there or something else. */
    public Optional<Mapping> mapping(String key, Collection<String> keys) {
      Node value = values.get(key);
      if (value instanceof MappingNode mapping) {
        return Optional.of(new Mapping(mapping, place + key + ": ", keys));
      }
      if (value != null) {
        note(value, key, "keys and values: " + String.join(", ", keys));
      }
      return Optional.empty();
    }

    /**
     * A list of mappings, which must be there.
     *
     * @param one what each is, for people: they are told by it and their number
     */
    public List<Mapping> mappings(String key, int most, String one, Collection<String> keys) {
      if (!(values.get(key) instanceof SequenceNode list)
          || list.getValue().isEmpty()
          || list.getValue().size() > most) {
        problem(key, "a list of 1 to " + most + " " + one + "s");
        return List.of();
      }
      List<Mapping> mappings = new ArrayList<>();
      int number = 0;
      for (Node item : list.getValue()) {
        String its = one + " #" + ++number + ": ";
        if (item instanceof MappingNode mapping) {
          mappings.add(new Mapping(mapping, its, keys));
        } else {
          CheckedYaml.this.note(its, item, "", "a " + one + ": keys and values");
        }
      }
      return mappings;
    }
  }
}
