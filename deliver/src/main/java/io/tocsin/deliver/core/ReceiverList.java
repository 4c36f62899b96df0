package io.tocsin.deliver.core;

import io.tocsin.deliver.core.ReceiverSpec.Alertmanager;
import io.tocsin.deliver.core.ReceiverSpec.Kind;
import io.tocsin.deliver.core.ReceiverSpec.Webhook;
import io.tocsin.runtime.config.CheckedYaml;
import io.tocsin.runtime.config.CheckedYaml.Mapping;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The list of receivers, as its file in YAML has it ({@code docs/receivers.schema.json}). Every
 * problem is found at once.
 *
 * @param receivers those without problems
 * @param problems in the order of their lines, each with line, receiver, key, value and expectation
 */
public record ReceiverList(List<ReceiverSpec> receivers, List<String> problems) {

  /** More receivers in a file are refused: each has a thread and a connection of its own. */
  public static final int MOST = 50;

  private static final int MOST_URLS = 10;
  private static final int MOST_NAMES = 100;
  private static final int MOST_LABELS = 20;

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration DEFAULT_GIVE_UP = Duration.ofHours(24);
  private static final Duration DEFAULT_RESOLVE = Duration.ofMinutes(5);

  private static final List<String> KEYS =
      List.of(
          "name",
          "webhook",
          "alertmanager",
          "severities",
          "rules",
          "scopes",
          "labels",
          "from",
          "timeout",
          "giveUpAfter",
          "ca");
  private static final List<String> WEBHOOK_KEYS = List.of("url", "secret");
  private static final List<String> ALERTMANAGER_KEYS =
      List.of("urls", "labels", "resolveTimeout", "bearer");

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,49}";
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]{0,99}";
  private static final String ADDRESS =
      "an address of http or https with a host, without a user and a fragment";
  private static final String SECRET = "file:PATH or env:NAME";

  public ReceiverList {
    receivers = List.copyOf(receivers);
    problems = List.copyOf(problems);
  }

  /** Reads a file of UTF-8; never throws for what is in it. */
  public static ReceiverList read(byte[] bytes) {
    return new Reader().read(bytes);
  }

  private static final class Reader {
    private final CheckedYaml yaml = new CheckedYaml();
    private final Map<String, Integer> names = new HashMap<>();

    ReceiverList read(byte[] bytes) {
      List<ReceiverSpec> receivers = new ArrayList<>();
      yaml.read(bytes, "a list of receivers under the key receivers", List.of("receivers"))
          .map(root -> root.mappings("receivers", MOST, "receiver", KEYS))
          .orElse(List.of())
          .forEach(item -> receiver(item).ifPresent(receivers::add));
      List<String> problems = yaml.problems();
      return new ReceiverList(problems.isEmpty() ? receivers : List.of(), problems);
    }

    private Optional<ReceiverSpec> receiver(Mapping item) {
      String name = name(item);
      return kind(item)
          .map(
              kind ->
                  new ReceiverSpec(
                      name,
                      kind,
                      filter(item),
                      item.value("from", "now or beginning", Reader::fromBeginning, false),
                      item.value(
                          "timeout",
                          "a duration from 1s to 1m, such as 10s",
                          CheckedYaml.duration(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                          DEFAULT_TIMEOUT),
                      item.value(
                          "giveUpAfter",
                          "a duration from 1s to 30d, such as 24h",
                          CheckedYaml.duration(Duration.ofSeconds(1), Duration.ofDays(30)),
                          DEFAULT_GIVE_UP),
                      Optional.ofNullable(item.optional("ca", "a path", Reader::path))));
    }

    private String name(Mapping item) {
      String expected = "lower-case letters, digits and dashes, at most 50";
      String name = item.required("name", expected, CheckedYaml.matching(NAME), "");
      if (name.isEmpty()) {
        return name;
      }
      item.isNamed("receiver " + name);
      @Nullable Integer first = names.putIfAbsent(name, item.line("name"));
      if (first != null) {
        item.problem("name", "a name of its own: the receiver in line " + first + " has the same");
      }
      return name;
    }

    private Optional<Kind> kind(Mapping item) {
      if (item.has("webhook") == item.has("alertmanager")) {
        item.problem("", "either webhook or alertmanager");
        return Optional.empty();
      }
      return item.has("webhook")
          ? item.mapping("webhook", WEBHOOK_KEYS).map(Reader::webhook)
          : item.mapping("alertmanager", ALERTMANAGER_KEYS).map(Reader::alertmanager);
    }

    private static Kind webhook(Mapping item) {
      URI url = item.required("url", ADDRESS, Reader::url, URI.create("http://localhost"));
      if (!item.has("secret")) {
        item.problem("secret", SECRET + ", or a list of two");
      }
      return new Webhook(url, item.values("secret", 2, SECRET, SecretSource::parse));
    }

    private static Kind alertmanager(Mapping item) {
      List<URI> urls = item.values("urls", MOST_URLS, ADDRESS, Reader::url);
      if (!item.has("urls")) {
        item.problem("urls", ADDRESS);
      }
      return new Alertmanager(
          urls,
          item.pairs("labels", MOST_LABELS, LABEL, CheckedYaml.matching("\\P{Cc}{1,200}")),
          item.value(
              "resolveTimeout",
              "a duration from 4s to 1d, such as 5m",
              CheckedYaml.duration(Duration.ofSeconds(4), Duration.ofDays(1)),
              DEFAULT_RESOLVE),
          Optional.ofNullable(item.optional("bearer", SECRET, SecretSource::parse)));
    }

    private static EventFilter filter(Mapping item) {
      Function<String, Optional<String>> name = CheckedYaml.matching("\\P{Cc}{1,200}");
      return new EventFilter(
          item.values("severities", MOST_NAMES, "names of severities", name),
          item.values("rules", MOST_NAMES, "names of rules, or their beginnings with a *", name),
          item.values("scopes", MOST_NAMES, "scopes such as UA or tag:*, or overall", name),
          item.pairs("labels", MOST_LABELS, "\\P{Cc}{1,200}", name));
    }

    private static Optional<Boolean> fromBeginning(String text) {
      return text.equals("now") || text.equals("beginning")
          ? Optional.of(text.equals("beginning"))
          : Optional.empty();
    }

    private static Optional<Path> path(String text) {
      return text.isEmpty() || text.indexOf('\0') >= 0
          ? Optional.empty()
          : Optional.of(Path.of(text));
    }

    private static Optional<URI> url(String text) {
      try {
        URI url = URI.create(text);
        boolean fits =
            text.matches("(?i)https?://.+")
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawFragment() == null;
        return fits ? Optional.of(url) : Optional.empty();
      } catch (IllegalArgumentException malformed) {
        return Optional.empty();
      }
    }
  }
}
