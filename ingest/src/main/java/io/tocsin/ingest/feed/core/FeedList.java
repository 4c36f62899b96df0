package io.tocsin.ingest.feed.core;

import io.tocsin.runtime.config.NearestName;
import java.io.StringReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
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
 * The list of feeds, as its file in YAML has it ({@code docs/feeds.schema.json}). Every problem is
 * found at once. Only the tree of the document is built; size, depth and aliases are limited.
 *
 * @param agent how we call ourselves to servers
 * @param hostPause from one poll to the next of the same host
 * @param feeds those without problems
 * @param problems in the order of their lines, each with line, feed, key, value and expectation
 */
public record FeedList(
    String agent, Duration hostPause, List<FeedSpec> feeds, List<String> problems) {

  /** A larger file is refused, in bytes. */
  public static final int LARGEST = 1 << 20;

  /** More feeds in a file are refused. */
  public static final int MOST_FEEDS = 1_000;

  static final String DEFAULT_AGENT = "Tocsin (news feed reader)";
  static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);

  public FeedList {
    feeds = List.copyOf(feeds);
    problems = List.copyOf(problems);
  }

  /** Reads a file of UTF-8; never throws for what is in it. */
  public static FeedList read(byte[] bytes) {
    return new Reader().read(bytes);
  }

  /** Where something is wrong, to be told in the order of the file. */
  private record Problem(int line, String text) {}

  private static final class Reader {
    private static final int MOST_ALIASES = 50;
    private static final int DEEPEST = 10;
    private static final int MOST_RANGES = 50;
    private static final int LONGEST_VALUE = 80;
    private static final List<String> KEYS = List.of("agent", "hostPause", "feeds");
    private static final List<String> FEED_KEYS =
        List.of(
            "name",
            "source",
            "url",
            "format",
            "every",
            "language",
            "collection",
            "zone",
            "inside",
            "robots");
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    private static final String SOURCE = "(?!~)[^:\\p{Cc}\\p{Cf}\\s][^:\\p{Cc}\\p{Cf}]{0,199}";
    private static final String LANGUAGE = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,6}";
    private static final String AGENT = "[\\x20-\\x7e]{1,200}";

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    private String feed = "";

    FeedList read(byte[] bytes) {
      MappingNode root = root(bytes);
      if (root == null) {
        return list(DEFAULT_AGENT, DEFAULT_PAUSE, List.of());
      }
      Map<String, Node> values = collect(root, KEYS);
      List<FeedSpec> feeds = feeds(values.get("feeds"), root);
      feed = "";
      return list(
          value(values, "agent", "1 to 200 characters of ASCII", matching(AGENT), DEFAULT_AGENT),
          value(
              values,
              "hostPause",
              "a duration from 0s to 10m, such as 1s",
              duration(Duration.ZERO, Duration.ofMinutes(10)),
              DEFAULT_PAUSE),
          feeds);
    }

    private FeedList list(String agent, Duration pause, List<FeedSpec> feeds) {
      List<String> told =
          problems.stream()
              .sorted(Comparator.comparingInt(Problem::line))
              .map(problem -> "line " + problem.line() + ": " + problem.text())
              .toList();
      return new FeedList(agent, pause, feeds, told);
    }

    private @Nullable MappingNode root(byte[] bytes) {
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
            ? mapping
            : refused(1, "a list of feeds under the key feeds was expected");
      } catch (CharacterCodingException notUtf8) {
        return refused(0, "text in UTF-8 was expected");
      } catch (MarkedYAMLException notYaml) {
        int line = notYaml.getProblemMark() == null ? 0 : notYaml.getProblemMark().getLine() + 1;
        return refused(line, "YAML that can be read was expected: " + notYaml.getProblem());
      } catch (YAMLException notYaml) {
        return refused(0, "YAML that can be read was expected: " + notYaml.getMessage());
      }
    }

    private @Nullable MappingNode refused(int line, String text) {
      problems.add(new Problem(line, text));
      return null;
    }

    private List<FeedSpec> feeds(@Nullable Node node, Node root) {
      if (!(node instanceof SequenceNode items)
          || items.getValue().isEmpty()
          || items.getValue().size() > MOST_FEEDS) {
        problem(node == null ? root : node, "feeds", "a list of 1 to " + MOST_FEEDS + " feeds");
        return List.of();
      }
      List<FeedSpec> feeds = new ArrayList<>();
      int number = 0;
      for (Node item : items.getValue()) {
        feed = "feed #" + ++number + ": ";
        int before = problems.size();
        Optional<FeedSpec> read = feed(item);
        if (problems.size() == before) {
          read.ifPresent(feeds::add);
        }
      }
      return feeds;
    }

    private Optional<FeedSpec> feed(Node item) {
      if (!(item instanceof MappingNode mapping)) {
        problem(item, "", "a feed: keys and values");
        return Optional.empty();
      }
      Map<String, Node> values = collect(mapping, FEED_KEYS);
      String source =
          required(
              mapping,
              values,
              "source",
              "1 to 200 characters without a colon, no tilde or space at the beginning",
              matching(SOURCE),
              "");
      String name = name(mapping, values, source);
      feed = name.isEmpty() ? feed : "feed " + name + ": ";
      return Optional.of(
          new FeedSpec(
              name,
              source,
              required(
                  mapping,
                  values,
                  "url",
                  "an address of http or https with a host and without a user",
                  Reader::url,
                  URI.create("http://localhost")),
              format(values),
              value(
                  values,
                  "every",
                  "a duration from 10s to 30d, such as 5m",
                  duration(Duration.ofSeconds(10), Duration.ofDays(30)),
                  Duration.ofMinutes(5)),
              optional(values, "language", "a language tag such as en-GB", matching(LANGUAGE)),
              optional(values, "collection", "1 to 500 characters", matching("\\P{Cc}{1,500}")),
              value(values, "zone", "a zone such as Europe/Rome", Reader::zone, ZoneOffset.UTC),
              inside(values.get("inside")),
              value(values, "robots", "heed or ignore", Reader::robots, true)));
    }

    private String name(MappingNode mapping, Map<String, Node> values, String source) {
      String expected = "letters, digits, dot, dash and underscore, at most 100";
      Node node = values.get("name");
      String name =
          node == null && source.matches(NAME)
              ? source
              : required(mapping, values, "name", expected, matching(NAME), "");
      int line = line(node == null ? mapping : node);
      Integer first = name.isEmpty() ? null : names.putIfAbsent(name, line);
      if (first != null) {
        problem(
            node == null ? mapping : node,
            "name",
            "a name of its own: the feed in line " + first + " has the same");
      }
      return name;
    }

    private @Nullable FeedFormat format(Map<String, Node> values) {
      Set<String> known = new HashSet<>(FeedFormat.labels());
      known.add("auto");
      String label =
          value(
              values,
              "format",
              "one of " + String.join(", ", known.stream().sorted().toList()),
              text -> Optional.of(text).filter(known::contains),
              "auto");
      return FeedFormat.of(label).orElse(null);
    }

    private List<AddressRange> inside(@Nullable Node node) {
      if (node == null) {
        return List.of();
      }
      String expected = "a list of addresses and ranges such as 10.2.0.0/16";
      if (!(node instanceof SequenceNode items) || items.getValue().size() > MOST_RANGES) {
        problem(node, "inside", expected + ", at most " + MOST_RANGES);
        return List.of();
      }
      List<AddressRange> ranges = new ArrayList<>();
      for (Node item : items.getValue()) {
        Optional<AddressRange> range = scalar(item).flatMap(AddressRange::parse);
        range.ifPresentOrElse(ranges::add, () -> problem(item, "inside", expected));
      }
      return ranges;
    }

    private static Optional<URI> url(String text) {
      try {
        URI url = URI.create(text);
        boolean web = text.matches("(?i)https?://.+");
        return web && url.getHost() != null && url.getRawUserInfo() == null
            ? Optional.of(url)
            : Optional.empty();
      } catch (IllegalArgumentException malformed) {
        return Optional.empty();
      }
    }

    private static Optional<ZoneId> zone(String text) {
      try {
        return Optional.of(ZoneId.of(text));
      } catch (DateTimeException unknown) {
        return Optional.empty();
      }
    }

    private static Optional<Boolean> robots(String text) {
      return Stream.of("heed", "ignore").filter(text::equals).map("heed"::equals).findFirst();
    }

    private static Function<String, Optional<String>> matching(String pattern) {
      return text -> Optional.of(text).filter(t -> t.matches(pattern) && !t.isBlank());
    }

    /** A whole number and one of {@code s m h d}, as in rules files. */
    private static Function<String, Optional<Duration>> duration(Duration least, Duration most) {
      return text ->
          Optional.of(text)
              .filter(t -> t.matches("\\d{1,7}[smhd]"))
              .map(t -> Duration.parse((t.endsWith("d") ? "P" : "PT") + t.toUpperCase(Locale.ROOT)))
              .filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0);
    }

    private <T> T required(
        Node owner,
        Map<String, Node> values,
        String key,
        String expected,
        Function<String, Optional<T>> reading,
        T otherwise) {
      if (!values.containsKey(key)) {
        problem(owner, key, expected);
      }
      return value(values, key, expected, reading, otherwise);
    }

    private <T> T value(
        Map<String, Node> values,
        String key,
        String expected,
        Function<String, Optional<T>> reading,
        T otherwise) {
      T read = optional(values, key, expected, reading);
      return read == null ? otherwise : read;
    }

    private <T> @Nullable T optional(
        Map<String, Node> values,
        String key,
        String expected,
        Function<String, Optional<T>> reading) {
      Node node = values.get(key);
      if (node == null) {
        return null;
      }
      Optional<T> read = scalar(node).map(String::strip).flatMap(reading);
      if (read.isEmpty()) {
        problem(node, key, expected);
      }
      return read.orElse(null);
    }

    private Map<String, Node> collect(MappingNode mapping, Collection<String> known) {
      Map<String, Node> values = new LinkedHashMap<>();
      for (NodeTuple entry : mapping.getValue()) {
        String key = scalar(entry.getKeyNode()).orElse("");
        if (!known.contains(key)) {
          unknown(entry.getKeyNode(), key, known);
        } else if (values.putIfAbsent(key, entry.getValueNode()) != null) {
          problem(entry.getKeyNode(), "", "this key only once");
        }
      }
      return values;
    }

    private void unknown(Node at, String key, Collection<String> known) {
      String meant =
          NearestName.of(key, known)
              .map(nearest -> "did you mean " + nearest + "?")
              .orElse("keys are " + String.join(", ", known));
      problems.add(new Problem(line(at), feed + shortened(key) + ": unknown key; " + meant));
    }

    private void problem(Node at, String key, String expected) {
      String value = scalar(at).map(Reader::shortened).orElse("");
      String what = key + (key.isEmpty() || value.isEmpty() ? "" : " = ") + value;
      String place = feed + what + (what.isEmpty() ? "" : ": ");
      problems.add(new Problem(line(at), place + "expected " + expected));
    }

    private static String shortened(String text) {
      return text.length() <= LONGEST_VALUE
          ? text
          : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE / 2)) + "…";
    }

    private static Optional<String> scalar(Node node) {
      return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    private static int line(Node node) {
      return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    }
  }
}
