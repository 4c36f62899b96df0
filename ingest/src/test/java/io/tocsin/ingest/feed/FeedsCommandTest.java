package io.tocsin.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.ingest.feed.core.FeedFiles;
import io.tocsin.ingest.feed.fetch.LocalWeb;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class FeedsCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;

  private int run(String... arguments) {
    CommandLine command = FeedsCommand.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  private String list(String yaml) throws IOException {
    return Files.writeString(directory.resolve("feeds.yaml"), yaml).toString();
  }

  @Test
  void shouldCheckAList() throws IOException {
    String good = list("feeds: [{source: a, url: 'https://a.example/'}]");
    assertThat(run("--check", "--list", good)).isZero();
    assertThat(out.toString()).contains("1 feeds, no problems");

    String bad = list("feeds: [{source: a, ulr: 'https://a.example/'}]");
    assertThat(run("--check", "--list", bad)).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean url?", "url: expected an address");
  }

  @Test
  void shouldNeedAListThatCanBeUsed() throws IOException {
    assertThat(run("--check")).isEqualTo(2);
    assertThat(run("--dry-run", "--list", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(run("--dry-run", "--list", list("feeds: []"))).isEqualTo(2);
    assertThat(err.toString())
        .contains("expected --list FILE", "none", "a list of 1 to 1000 feeds");
  }

  @Test
  void shouldPrintPostsWithoutABroker() throws IOException {
    try (LocalWeb web = new LocalWeb()) {
      web.page("/rss", FeedFiles.bytes("harbour.rss.xml"));
      web.page("/wire", FeedFiles.bytes("wire.ninjs.json"));
      String list =
          list(
              """
              hostPause: 0s
              feeds:
                - {source: gazette, url: '%s', inside: [127.0.0.1]}
                - {source: wire, url: '%s', inside: [127.0.0.1]}
                - {source: blocked, url: '%s'}
              """
                  .formatted(web.url("/rss"), web.url("/wire"), web.url("/rss")));

      assertThat(run("--dry-run", "--list", list)).isEqualTo(1);
    }

    List<String> keys = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      JsonNode post = new ObjectMapper().readTree(line);
      keys.add(post.get("source").asText() + ":" + post.get("id").asText());
    }
    assertThat(keys)
        .containsExactlyInAnyOrder(
            "gazette:gazette-17",
            "gazette:https://gazette.example/coast/market",
            "gazette:" + gazetteLighthouse(keys),
            "wire:urn:ninjs:wire.example:dam",
            "wire:https://wire.example/items/bus",
            "wire:urn:ninjs:wire.example:fair");
    assertThat(err.toString())
        .contains("gazette: read, 3 new", "wire: read, 3 new", "blocked: blocked: 127.0.0.1")
        .contains("3 feeds, 1 failed; 6 new");
  }

  /** Relative to the server of the test, whose port is any. */
  private static String gazetteLighthouse(List<String> keys) {
    return keys.stream()
        .filter(key -> key.endsWith("/coast/lighthouse"))
        .map(key -> key.substring(key.indexOf(':') + 1))
        .findFirst()
        .orElse("");
  }
}
