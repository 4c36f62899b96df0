package io.tocsin.ingest.feed.core;

import static io.tocsin.runtime.config.CheckedYaml.duration;
import static io.tocsin.runtime.config.CheckedYaml.matching;

import io.tocsin.runtime.config.CheckedYaml;
import io.tocsin.runtime.config.CheckedYaml.Mapping;
import io.tocsin.runtime.probe.ProbeRecords;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
  public static final int LARGEST = CheckedYaml.LARGEST;

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

  private static final class Reader {
    private static final int MOST_RANGES = 50;
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
    private static final String SOURCE =
        "(?!~|" + ProbeRecords.SOURCE + "$)[^:\\p{Cc}\\p{Cf}\\s][^:\\p{Cc}\\p{Cf}]{0,199}";
    private static final String LANGUAGE = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,6}";
    private static final String AGENT = "[\\x20-\\x7e]{1,200}";

    private final CheckedYaml yaml = new CheckedYaml();
    private final Map<String, Integer> names = new HashMap<>();

    FeedList read(byte[] bytes) {
      return yaml.read(bytes, "a list of feeds under the key feeds", KEYS)
          .map(this::list)
          .orElseGet(() -> new FeedList(DEFAULT_AGENT, DEFAULT_PAUSE, List.of(), yaml.problems()));
    }

    private FeedList list(Mapping root) {
      List<FeedSpec> feeds = feeds(root);
      String agent =
          root.value("agent", "1 to 200 characters of ASCII", matching(AGENT), DEFAULT_AGENT);
      Duration pause =
          root.value(
              "hostPause",
              "a duration from 0s to 10m, such as 1s",
              duration(Duration.ZERO, Duration.ofMinutes(10)),
              DEFAULT_PAUSE);
      return new FeedList(agent, pause, feeds, yaml.problems());
    }

    private List<FeedSpec> feeds(Mapping root) {
      List<FeedSpec> feeds = new ArrayList<>();
      for (Mapping item : root.mappings("feeds", MOST_FEEDS, "feed", FEED_KEYS)) {
        int before = yaml.problemCount();
        FeedSpec read = feed(item);
        if (yaml.problemCount() == before && !item.hasUnknown()) {
          feeds.add(read);
        }
      }
      return feeds;
    }

    private FeedSpec feed(Mapping item) {
      String source =
          item.required(
              "source",
              "1 to 200 characters without a colon, no tilde or space at the beginning, not "
                  + ProbeRecords.SOURCE,
              matching(SOURCE),
              "");
      String name = name(item, source);
      if (!name.isEmpty()) {
        item.isNamed("feed " + name);
      }
      return new FeedSpec(
          name,
          source,
          item.required(
              "url",
              "an address of http or https with a host and without a user",
              Reader::url,
              URI.create("http://localhost")),
          format(item),
          item.value(
              "every",
              "a duration from 10s to 30d, such as 5m",
              duration(Duration.ofSeconds(10), Duration.ofDays(30)),
              Duration.ofMinutes(5)),
          item.optional("language", "a language tag such as en-GB", matching(LANGUAGE)),
          item.optional("collection", "1 to 500 characters", matching("\\P{Cc}{1,500}")),
          item.value("zone", "a zone such as Europe/Rome", Reader::zone, ZoneOffset.UTC),
          item.list(
              "inside",
              MOST_RANGES,
              "a list of addresses and ranges such as 10.2.0.0/16",
              AddressRange::parse),
          item.value("robots", "heed or ignore", Reader::robots, true));
    }

    private String name(Mapping item, String source) {
      String expected = "letters, digits, dot, dash and underscore, at most 100";
      String name =
          !item.has("name") && source.matches(NAME)
              ? source
              : item.required("name", expected, matching(NAME), "");
      Integer first = name.isEmpty() ? null : names.putIfAbsent(name, item.line("name"));
      if (first != null) {
        item.problem("name", "a name of its own: the feed in line " + first + " has the same");
      }
      return name;
    }

    private static @Nullable FeedFormat format(Mapping item) {
      Set<String> known = new TreeSet<>(FeedFormat.labels());
      known.add("auto");
      String label =
          item.value(
              "format",
              "one of " + String.join(", ", known),
              text -> Optional.of(text).filter(known::contains),
              "auto");
      return FeedFormat.of(label).orElse(null);
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
  }
}
