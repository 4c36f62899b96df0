package io.tocsin.deliver.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.tocsin.deliver.core.ReceiverSpec.Alertmanager;
import io.tocsin.deliver.core.ReceiverSpec.Webhook;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ReceiverListTest {
  private static final Path ROOT = Path.of(System.getProperty("tocsin.root", ".."));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOOK = "webhook: {url: 'https://desk.example/', secret: env:S}";

  private static ReceiverList read(String yaml) {
    return ReceiverList.read(yaml.getBytes(UTF_8));
  }

  private static String one(String rest) {
    return "receivers: [{name: desk, " + HOOK + rest + "}]";
  }

  @Test
  void shouldReadTheExample() throws IOException {
    ReceiverList list =
        ReceiverList.read(Files.readAllBytes(ROOT.resolve("examples/receivers.yaml")));

    assertThat(list.problems()).isEmpty();
    assertThat(list.receivers()).extracting(ReceiverSpec::name).containsExactly("oncall", "desk");
    ReceiverSpec oncall = list.receivers().get(0);
    assertThat(oncall.kind())
        .isInstanceOfSatisfying(
            Alertmanager.class,
            kind -> {
              assertThat(kind.urls()).hasSize(2);
              assertThat(kind.labels()).containsEntry("team", "news");
            });
    ReceiverSpec desk = list.receivers().get(1);
    assertThat(desk.filter().severities()).containsExactly("warning", "critical");
    assertThat(((Webhook) desk.kind()).secrets())
        .containsExactly(new SecretSource(SecretSource.Kind.FILE, "/run/secrets/desk-webhook"));
  }

  @Test
  void shouldFillWhatIsNotSaid() {
    ReceiverSpec desk = read(one("")).receivers().get(0);

    assertThat(desk.filter()).isEqualTo(EventFilter.ALL);
    assertThat(desk.fromBeginning()).isFalse();
    assertThat(desk.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(desk.giveUpAfter()).isEqualTo(Duration.ofHours(24));
    assertThat(desk.kind())
        .isEqualTo(
            new Webhook(
                URI.create("https://desk.example/"),
                List.of(new SecretSource(SecretSource.Kind.ENV, "S"))));
    assertThat(
            read("receivers: [{name: am, alertmanager: {urls: 'http://am:9093'}}]")
                .receivers()
                .get(0)
                .kind())
        .isInstanceOfSatisfying(
            Alertmanager.class,
            kind -> {
              assertThat(kind.resolveTimeout()).isEqualTo(Duration.ofMinutes(5));
              assertThat(kind.labels()).isEqualTo(Map.of());
            });
  }

  @Test
  void shouldTellAllThatIsWrongAtOnce() {
    ReceiverList list =
        read(
            """
            receivers:
              - name: Desk
                webhook: {url: 'ftp://x', secret: hunter2}
                timeout: 1h
              - name: two
                webhok: {}
              - name: two
                alertmanager: {urls: ['http://user:pw@am'], labels: {a-b: c}}
                from: yesterday
              - just a text
            """);

    assertThat(list.receivers()).isEmpty();
    assertThat(list.problems())
        .containsExactly(
            "line 2: receiver #1: name = Desk: expected lower-case letters, digits and dashes, at"
                + " most 50",
            "line 3: receiver #1: webhook: url = ftp://x: expected an address of http or https"
                + " with a host, without a user and a fragment",
            "line 3: receiver #1: webhook: secret = hunter2: expected file:PATH or env:NAME",
            "line 4: receiver #1: timeout = 1h: expected a duration from 1s to 1m, such as 10s",
            "line 5: receiver two: expected either webhook or alertmanager",
            "line 6: receiver #2: webhok: unknown key; did you mean webhook?",
            "line 7: receiver two: name = two: expected a name of its own: the receiver in line 5"
                + " has the same",
            "line 8: receiver two: alertmanager: urls = http://user:pw@am: expected an address of"
                + " http or https with a host, without a user and a fragment",
            "line 8: receiver two: alertmanager: labels = a-b: expected at most 20 names and"
                + " values, a name of [a-zA-Z_][a-zA-Z0-9_]{0,99}",
            "line 9: receiver two: from = yesterday: expected now or beginning",
            "line 10: receiver #4: just a text: expected a receiver: keys and values");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "receivers: []", "receivers: 5", "receivers: [", "a: &a [*a]", "\u0000"})
  void shouldRefuseWhatIsNoList(String yaml) {
    assertThat(read(yaml).problems()).hasSizeGreaterThanOrEqualTo(1);
    assertThat(read(yaml).receivers()).isEmpty();
  }

  @Test
  void shouldTakeFiftyReceiversAndNoMore() {
    assertThat(read(receivers(ReceiverList.MOST)).receivers()).hasSize(ReceiverList.MOST);
    assertThat(read(receivers(ReceiverList.MOST + 1)).problems())
        .containsExactly("line 2: receivers: expected a list of 1 to 50 receivers");
  }

  private static String receivers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "  - {name: r" + i + ", " + HOOK + "}\n")
        .collect(Collectors.joining("", "receivers:\n", ""));
  }

  @Test
  void shouldAgreeWithItsSchema() throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(Files.readString(ROOT.resolve("docs/receivers.schema.json")));
    List<String> documents =
        List.of(
            Files.readString(ROOT.resolve("examples/receivers.yaml")),
            one(""),
            one(", from: beginning, timeout: 5s, giveUpAfter: 2d, ca: /etc/ca.pem"),
            one(", severities: critical, rules: ['war-*'], scopes: [UA], labels: {a b: c}"),
            one(", from: then"),
            one(", timeout: soon"),
            one(", timeouts: 5s"),
            one(", severities: []"),
            one(", alertmanager: {urls: 'http://am'}"),
            "receivers: [{name: a, webhook: {url: 'https://x/'}}]",
            "receivers: [{name: a, webhook: {url: 'https://x/', secret: plain}}]",
            "receivers: [{name: a, webhook: {url: 'https://x/', secret: [env:A, 'file:/b']}}]",
            "receivers: [{name: a, alertmanager: {}}]",
            "receivers: [{name: a, alertmanager: {urls: ['http://a', 'https://b/x']}}]",
            "receivers: [{name: a, alertmanager: {urls: 'http://a', labels: {a-b: c}}}]",
            "receivers: [{name: a, alertmanager: {urls: 'http://a', bearer: env:T}}]",
            "receivers: [{name: A, alertmanager: {urls: 'http://a'}}]",
            receivers(51),
            "receivers: []");
    for (String document : documents) {
      assertThat(read(document).problems().isEmpty())
          .as(document)
          .isEqualTo(schema.validate(json(document)).isEmpty());
    }
  }

  private static JsonNode json(String yaml) {
    Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    return JSON.valueToTree(tree);
  }
}
