package io.tocsin.acceptance.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.acceptance.Processes;
import io.tocsin.testkit.Needs;
import io.tocsin.testkit.Needs.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of {@code etc/prometheus}, by Prometheus' own tool and by their own tests. */
class AlarmRulesTest {
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  private static void promtool(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .directory(AlarmRules.file(".").toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
  }

  @Test
  @Needs(Tool.PROMETHEUS)
  void shouldBeTakenByPrometheus() throws IOException, InterruptedException {
    promtool("check", "config", "prometheus.yml");
    promtool("check", "rules", "tocsin.rules.yml");
  }

  @Test
  @Needs(Tool.PROMETHEUS)
  void shouldRingWhenTheyShouldAndOnlyThen() throws IOException, InterruptedException {
    promtool("test", "rules", "tocsin.rules.test.yml");
  }

  @Test
  void shouldBeTestedRingingAndQuiet() {
    Set<String> ringing = new TreeSet<>();
    Set<String> quiet = new TreeSet<>();
    for (Map<String, Object> test :
        AlarmRules.maps(AlarmRules.yaml("tocsin.rules.test.yml"), "tests")) {
      for (Map<String, Object> look : AlarmRules.maps(test, "alert_rule_test")) {
        boolean rings = !AlarmRules.maps(look, "exp_alerts").isEmpty();
        (rings ? ringing : quiet).add(String.valueOf(look.get("alertname")));
      }
    }
    Set<String> names = names();

    assertThat(ringing).isEqualTo(names);
    assertThat(quiet).isEqualTo(names);
  }

  private static Set<String> names() {
    return AlarmRules.alarms().stream()
        .map(AlarmRules.Alarm::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldTellHowBadItIsWhatItMeansAndWhatToDo() throws IOException {
    String operation = Files.readString(Processes.root().resolve("docs").resolve("operation.md"));
    Set<String> headings =
        HEADING
            .matcher(operation)
            .results()
            .map((MatchResult heading) -> heading.group(1))
            .collect(Collectors.toSet());

    assertThat(AlarmRules.alarms())
        .hasSizeGreaterThan(15)
        .allSatisfy(
            alarm -> {
              assertThat(alarm.labels().get("severity")).isIn("info", "warning", "critical");
              assertThat(alarm.annotations()).containsKeys("summary", "description");
              assertThat(alarm.annotations().get("runbook"))
                  .isEqualTo("docs/operation.md#" + alarm.name().toLowerCase(Locale.ROOT));
              assertThat(headings).contains(alarm.name());
            });
  }
}
