package io.tocsin.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.KeywordCount;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.replay.backtest.Backtest;
import io.tocsin.replay.backtest.BacktestRequest;
import io.tocsin.replay.backtest.BacktestResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

  private static final String HOSTILE =
      "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
  private static final Pattern ELEMENTS =
      Pattern.compile("<(script|style)( [^>]*)?>(.*?)</\\1>", Pattern.DOTALL);

  @TempDir private Path directory;

  private String report() throws IOException {
    String yaml =
        """
        rules:
          - id: leave
            description: "%s"
            match: evacuate
            windows: [1h]
            falseAlarms: 1 per 30d
            minimum: {voices: 3, sources: 2}
        """
            .formatted(HOSTILE);
    List<Rule> rules = RuleFile.read(yaml.getBytes(StandardCharsets.UTF_8)).rules();
    Path posts =
        Files.writeString(
            directory.resolve("posts.jsonl"),
            post(1, "Hundreds evacuate the harbour")
                + post(2, "All evacuate")
                + post(3, "Staff evacuate"));
    ReportMaterial material = new ReportMaterial();
    BacktestResult result =
        Backtest.run(
            BacktestRequest.of(List.of(posts), rules), (set, output) -> material.add(output));
    Path file = HtmlReport.write(directory.resolve("out"), "T " + HOSTILE, result, rules, material);
    return Files.readString(file);
  }

  private static String post(int number, String title) {
    return """
        {"source":"s%d %s","id":"1","seenAt":"2022-02-11T10:0%d:00Z","language":"en",\
        "title":"%s &lt;/script&gt;&lt;script&gt;alert(3)"}
        """
        .formatted(number, HOSTILE, number, title);
  }

  @Test
  void shouldLetNoTextOutOfTheData() throws IOException {
    String page = report();

    assertThat(page).doesNotContain("<script>alert").doesNotContain("<img");
    assertThat(ELEMENTS.matcher(page).results().filter(e -> e.group(1).equals("script")))
        .as("the data, the library, our script, and no other")
        .hasSize(3);
    JsonNode data = data(page);
    assertThat(data.get("title").textValue()).isEqualTo("T " + HOSTILE);
    assertThat(data.at("/alerts/0/evidence/0/source").textValue()).contains("</script>");
  }

  @Test
  void shouldLetRunOnlyWhatItsPolicyNames() throws IOException, NoSuchAlgorithmException {
    String page = report();
    String policy = page.substring(page.indexOf("default-src"), page.indexOf("base-uri"));

    Matcher elements = ELEMENTS.matcher(page);
    int checked = 0;
    while (elements.find()) {
      if (elements.group(2) == null) {
        checked++;
        assertThat(policy).contains("'sha256-" + sha256(elements.group(3)) + "'");
      }
    }
    assertThat(checked).isEqualTo(4);
    assertThat(policy).startsWith("default-src 'none'").doesNotContain("unsafe");
    assertThat(page).doesNotContain("http://").doesNotContain("src=\"");
  }

  @Test
  void shouldMarkTheWordsThatMatched() throws IOException {
    JsonNode post = data(report()).at("/alerts/0/evidence/0");
    JsonNode mark = post.at("/marks/0");

    assertThat(
            post.get("excerpt")
                .textValue()
                .substring(mark.get(0).intValue(), mark.get(1).intValue()))
        .isEqualTo("evacuate");
  }

  @Test
  void shouldKeepTheHighestOfManyCounts() {
    CountLine line = new CountLine();
    for (int minute = 0; minute < 100_000; minute++) {
      int observed = minute == 77_777 ? 50 : minute % 3;
      line.add(
          new KeywordCount("leave", "", minute * 60_000L, 3_600_000, observed, 1, 4, 1, 1, null));
    }

    assertThat(line.points()).hasSizeLessThanOrEqualTo(CountLine.MOST_POINTS);
    assertThat(line.points()).extracting(KeywordCount::observed).contains(50);
    assertThat(line.points()).extracting(KeywordCount::at).isSorted();
    assertThat(line.points().get(line.points().size() - 1).at()).isEqualTo(99_999 * 60_000L);
  }

  private static JsonNode data(String page) throws IOException {
    String begin = "<script type=\"application/json\" id=\"data\">";
    int from = page.indexOf(begin) + begin.length();
    return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(hash);
  }
}
