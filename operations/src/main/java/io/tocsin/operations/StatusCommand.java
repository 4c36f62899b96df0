package io.tocsin.operations;

import io.tocsin.operations.PipelineFacts.PartitionLag;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.service.CommandFailures;
import io.tocsin.runtime.service.NamespaceFlags;
import io.tocsin.schemas.AvroSerdes;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin status}: how a pipeline is, and what of it is blind. */
@Command(
    name = "status",
    description = {
      "Tells how the services of a namespace are: signs of life, clocks, what is unread, dead"
          + " letters, the registry, open alerts.",
      "healthy: posts come in and all keep up. quiet: all is alive, no post for an hour. degraded:"
          + " something does not work. blind: a service is silent, what happens is not seen."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:healthy or quiet",
      "1:degraded or blind",
      "2:the configuration or the command line cannot be used",
      "3:the broker cannot be reached or refuses"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the spec
final class StatusCommand implements Callable<Integer> {
  private static final String NONE = "-";
  private static final int SILENT_SHOWN = 20;
  private static final Duration BETWEEN = Duration.ofSeconds(2);
  private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(2);

  @Spec private CommandSpec spec;
  @Mixin private NamespaceFlags namespace = new NamespaceFlags();

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  @Option(names = "--watch", description = "Tell it again every two seconds, until Ctrl-C.")
  private boolean watch;

  private final InstantSource clock;

  private StatusCommand(InstantSource clock) {
    this.clock = clock;
  }

  static CommandLine commandLine() {
    return commandLine(InstantSource.system());
  }

  static CommandLine commandLine(InstantSource clock) {
    return new CommandLine(new StatusCommand(clock))
        .setExecutionExceptionHandler(new CommandFailures());
  }

  @Override
  public Integer call() {
    ServiceConfig config = namespace.read();
    AvroSerdes serdes =
        AvroSerdes.connect(config.registryUrl().toString(), config.registry(), REGISTRY_PATIENCE);
    PipelineSurvey survey = new PipelineSurvey(config, Catalogue.of(config, serdes), clock);
    while (true) {
      PipelineFacts facts = survey.facts();
      Verdict verdict = Verdict.on(facts);
      print(json ? json(facts, verdict) : text(facts, verdict));
      if (!watch || Thread.currentThread().isInterrupted()) {
        return verdict.state().isFine() ? 0 : 1;
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  private static String json(PipelineFacts facts, Verdict verdict) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("state", verdict.state().text());
    answer.put("problems", verdict.problems());
    answer.put("facts", facts);
    return JsonOutput.of(answer) + "\n";
  }

  private static String text(PipelineFacts facts, Verdict verdict) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s at %s: %s".formatted(facts.namespace(), seconds(facts.at()), verdict.state().text()));
    verdict.problems().forEach(problem -> lines.add("  " + problem));
    lines.add("");
    lines.add(stages(facts));
    lines.add("unread        " + unread(facts));
    lines.add("dead letters  " + deadLetters(facts) + " (last hour)");
    lines.add("registry      " + facts.registry().detail());
    lines.add("open alerts   " + facts.openAlerts());
    lines.add("last post     " + seconds(facts.lastPost()));
    lines.add("sources       " + sources(facts.sources()));
    facts.sources().silent().stream()
        .limit(SILENT_SHOWN)
        .forEach(silent -> lines.add("  silent      " + silent(silent)));
    return String.join("\n", lines) + "\n";
  }

  private static String stages(PipelineFacts facts) {
    TextTable table =
        new TextTable("stage", "partitions", "mode", "last sign", "clock", "behind", "rules");
    Map<String, List<StageStatus>> byStage =
        facts.stages().stream()
            .collect(
                Collectors.groupingBy(StageStatus::name, LinkedHashMap::new, Collectors.toList()));
    byStage.forEach((name, partitions) -> addRow(table, name, partitions));
    return table.toString();
  }

  private static void addRow(TextTable table, String name, List<StageStatus> partitions) {
    table.row(
        name,
        partitions.size(),
        partitions.get(0).mode(),
        ago(
            partitions.stream()
                .map(StageStatus::silentFor)
                .max(Comparator.naturalOrder())
                .orElseThrow()),
        seconds(
            partitions.stream()
                .map(StageStatus::watermark)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null)),
        partitions.stream()
            .map(StageStatus::behind)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .map(behind -> behind.toSeconds() + " s")
            .orElse(NONE),
        partitions.stream()
            .map(StageStatus::ruleSetHash)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(NONE));
  }

  private static String ago(Duration time) {
    return Math.max(0, time.toSeconds()) + " s ago";
  }

  private static String unread(PipelineFacts facts) {
    Map<String, Long> sums = new LinkedHashMap<>();
    for (PartitionLag lag : facts.lags()) {
      sums.merge(lag.service(), lag.lag(), Long::sum);
    }
    return sums.isEmpty()
        ? "nothing was read yet"
        : sums.entrySet().stream()
            .map(sum -> sum.getKey() + " " + sum.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String sources(SourceFacts sources) {
    return "%d watched, %d of them silent, %d flooding, %d not yet known"
        .formatted(
            sources.watched(),
            sources.silent().size(),
            sources.flooding().size(),
            sources.learning());
  }

  private static String silent(SourceFacts.Silent silent) {
    return "%s, last post %s".formatted(SafeText.line(silent.source()), seconds(silent.lastPost()));
  }

  private static String deadLetters(PipelineFacts facts) {
    String counts =
        facts.deadLetters().entrySet().stream()
            .filter(service -> !service.getValue().isEmpty())
            .map(service -> service.getKey() + " " + service.getValue())
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "none" : counts;
  }

  private static String seconds(@Nullable Instant time) {
    return time == null ? NONE : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }
}
