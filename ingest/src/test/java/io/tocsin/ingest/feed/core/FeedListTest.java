package io.tocsin.ingest.feed.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class FeedListTest {
  private static final Path ROOT = Path.of(System.getProperty("tocsin.root", ".."));
  private static final ObjectMapper JSON = new ObjectMapper();

  private static FeedList read(String yaml) {
    return FeedList.read(yaml.getBytes(UTF_8));
  }

  @Test
  void shouldReadTheExample() throws IOException {
    FeedList list = FeedList.read(Files.readAllBytes(ROOT.resolve("examples/feeds.yaml")));

    assertThat(list.problems()).isEmpty();
    assertThat(list.hostPause()).isEqualTo(Duration.ofSeconds(2));
    assertThat(list.feeds())
        .extracting(FeedSpec::name)
        .containsExactly("harbour-gazette", "harbour-gazette-live", "Talbote", "wire-example");
    FeedSpec wire = list.feeds().get(3);
    assertThat(wire.format()).isEqualTo(FeedFormat.NEWSML_G2);
    assertThat(wire.inside()).extracting(AddressRange::toString).containsExactly("10.20.0.0/16");
    assertThat(wire.robots()).isFalse();
    assertThat(list.feeds().get(2).zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
  }

  @Test
  void shouldFillWhatIsNotSaid() {
    FeedList list = read("feeds: [{source: wire, url: 'https://wire.example/feed'}]");

    assertThat(list.problems()).isEmpty();
    assertThat(list.agent()).isEqualTo(FeedList.DEFAULT_AGENT);
    assertThat(list.feeds())
        .containsExactly(
            new FeedSpec(
                "wire",
                "wire",
                URI.create("https://wire.example/feed"),
                null,
                Duration.ofMinutes(5),
                null,
                null,
                ZoneOffset.UTC,
                List.of(),
                true));
  }

  @Test
  void shouldRefuseTheSourceOfTheProbe() {
    FeedList list =
        read(
            """
            feeds:
              - {source: tocsin-probe, name: a, url: 'https://wire.example/feed'}
              - {source: tocsin-prober, name: b, url: 'https://wire.example/feed'}
            """);

    assertThat(list.problems())
        .singleElement()
        .asString()
        .contains("source = tocsin-probe: expected ", ", not tocsin-probe");
    assertThat(list.feeds()).extracting(FeedSpec::name).containsExactly("b");
  }

  @Test
  void shouldTellEverythingAtOnceWithLineAndNearestKey() {
    FeedList list =
        read(
            """
            agnet: me
            feeds:
              - source: wire
                urll: https://wire.example/feed
                every: 5 minutes
              - source: "a:b"
                url: ftp://wire.example/
                format: xml
                inside: [10.0.0.0/99]
                robots: no
              - source: good
                url: https://good.example/
              - source: good
                url: https://user:word@good.example/
                zone: Mars/Olympus
              - just words
            """);

    assertThat(list.feeds()).extracting(FeedSpec::name).containsExactly("good");
    assertThat(list.problems())
        .containsExactly(
            "line 1: agnet: unknown key; did you mean agent?",
            "line 3: feed wire: url: expected an address of http or https with a host and without"
                + " a user",
            "line 4: feed #1: urll: unknown key; did you mean url?",
            "line 5: feed wire: every = 5 minutes: expected a duration from 10s to 30d, such as 5m",
            "line 6: feed #2: source = a:b: expected 1 to 200 characters without a colon, no tilde"
                + " or space at the beginning, not tocsin-probe",
            "line 6: feed #2: name: expected letters, digits, dot, dash and underscore, at most"
                + " 100",
            "line 7: feed #2: url = ftp://wire.example/: expected an address of http or https with"
                + " a host and without a user",
            "line 8: feed #2: format = xml: expected one of atom, auto, json-feed, live-blog,"
                + " newsml-g2, ninjs, rss",
            "line 9: feed #2: inside = 10.0.0.0/99: expected a list of addresses and ranges such"
                + " as 10.2.0.0/16",
            "line 10: feed #2: robots = no: expected heed or ignore",
            "line 13: feed #4: name: expected a name of its own: the feed in line 11 has the same",
            "line 14: feed good: url = https://user:word@good.example/: expected an address of"
                + " http or https with a host and without a user",
            "line 15: feed good: zone = Mars/Olympus: expected a zone such as Europe/Rome",
            "line 16: feed #5: just words: expected a feed: keys and values");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "feeds:",
        "feeds: []",
        "feeds: {a: b}",
        "feeds: [",
        "agent: me",
        "a: &a [*a, *a]",
        "feeds: [{source: a, source: b, url: 'http://a.example'}]",
        "!!javax.script.ScriptEngineManager [!!java.net.URL ['http://127.0.0.1/']]"
      })
  void shouldRefuseWhatIsNoList(String yaml) {
    assertThat(read(yaml).problems()).isNotEmpty();
    assertThat(read(yaml).feeds()).isEmpty();
  }

  @Test
  void shouldRefuseBytesThatAreNoText() {
    assertThat(FeedList.read(new byte[] {'a', (byte) 0xff}).problems())
        .containsExactly("line 0: text in UTF-8 was expected");
  }

  @Test
  void shouldRefuseTooMuch() {
    assertThat(FeedList.read(new byte[FeedList.LARGEST + 1]).problems()).hasSize(1);
    String feed = "  - {source: a, name: n%d, url: 'https://a.example/'}\n";
    StringBuilder most = new StringBuilder("feeds:\n");
    for (int i = 0; i < FeedList.MOST_FEEDS; i++) {
      most.append(feed.formatted(i));
    }

    assertThat(read(most.toString()).problems()).isEmpty();
    assertThat(read(most + feed.formatted(FeedList.MOST_FEEDS)).problems()).hasSize(1);
  }

  @Test
  void shouldBeDocumentedWithTheKeysThatItHas() throws IOException {
    JsonNode schema = JSON.readTree(Files.readString(ROOT.resolve("docs/feeds.schema.json")));
    String told = read("x: 1\nfeeds: [{zzzzzzzzzz: 1}]").problems().toString();

    assertThat(keys(schema.at("/properties"))).allMatch(told::contains).hasSize(3);
    assertThat(keys(schema.at("/$defs/feed/properties"))).allMatch(told::contains).hasSize(10);
    Set<String> formats = new TreeSet<>();
    schema.at("/$defs/feed/properties/format/enum").forEach(label -> formats.add(label.asText()));
    Set<String> known = new TreeSet<>(FeedFormat.labels());
    known.add("auto");
    assertThat(formats).isEqualTo(known);
  }

  private static Set<String> keys(JsonNode object) {
    return object.properties().stream().map(entry -> entry.getKey()).collect(Collectors.toSet());
  }

  /** The schema and the reader are of one opinion. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{source: a, url: 'https://a.example/'}",
        "{source: a, url: 'HTTP://a.example:8080/b?c'}",
        "{source: a, url: 'https://u@a.example/'}",
        "{source: a, url: 'mailto:a@a.example'}",
        "{source: a}",
        "{url: 'https://a.example/'}",
        "{source: 'a:b', name: n, url: 'https://a.example/'}",
        "{source: '~a', name: n, url: 'https://a.example/'}",
        "{source: 'The Gazette', name: n, url: 'https://a.example/'}",
        "{source: a, name: 'two words', url: 'https://a.example/'}",
        "{source: a, url: 'https://a.example/', every: 30s, zone: Europe/Rome, language: pt-BR}",
        "{source: a, url: 'https://a.example/', every: often}",
        "{source: a, url: 'https://a.example/', language: 'no language'}",
        "{source: a, url: 'https://a.example/', format: rss, robots: ignore, collection: Coast}",
        "{source: a, url: 'https://a.example/', format: html}",
        "{source: a, url: 'https://a.example/', robots: maybe}",
        "{source: a, url: 'https://a.example/', inside: ['10.0.0.0/8', 'fd00::/8']}",
        "{source: a, url: 'https://a.example/', inside: [localhost]}",
        "{source: a, url: 'https://a.example/', inside: 10.0.0.1}",
        "{source: a, url: 'https://a.example/', colour: red}"
      })
  void shouldAgreeWithTheSchema(String feed) throws IOException {
    String yaml = "feeds: [" + feed + "]";
    JsonSchema schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(JSON.readTree(Files.readString(ROOT.resolve("docs/feeds.schema.json"))));
    Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    boolean valid = schema.validate(JSON.valueToTree(tree)).isEmpty();

    assertThat(read(yaml).problems().isEmpty()).as(feed).isEqualTo(valid);
  }
}
