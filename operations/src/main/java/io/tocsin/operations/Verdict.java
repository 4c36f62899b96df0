package io.tocsin.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What the facts mean: silence of a service is blindness, silence of the sources is not.
 *
 * @param state how the pipeline is
 * @param problems what is wrong, a line each
 */
record Verdict(State state, List<String> problems) {
  /** Signs come once a second; a rebalance or a restart takes some. */
  static final Duration SILENT = Duration.ofSeconds(15);

  /** The clock of a live pipeline that keeps up is some seconds behind. */
  static final Duration BEHIND = Duration.ofSeconds(60);

  /** A sign from so far in the future was given by a clock that is not ours. */
  static final Duration AHEAD = Duration.ofSeconds(5);

  /** Without a post for so long it is quiet. */
  static final Duration QUIET = Duration.ofHours(1);

  /** How a pipeline is, worst last. */
  enum State {
    /** Posts come in and everything keeps up. */
    HEALTHY,
    /** Everything is alive and nothing comes in. */
    QUIET,
    /** Something works, and something does not. */
    DEGRADED,
    /** A service is silent: what happens now is not seen. */
    BLIND;

    /** For people and machines. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isFine() {
      return this == HEALTHY || this == QUIET;
    }
  }

  Verdict {
    problems = List.copyOf(problems);
  }

  static Verdict on(PipelineFacts facts) {
    List<String> blind = silentServices(facts);
    List<String> problems = new ArrayList<>(blind);
    facts.missingTopics().forEach(topic -> problems.add("topic " + topic + " is missing"));
    problems.addAll(silentStages(facts));
    problems.addAll(lateStages(facts));
    problems.addAll(skewedClocks(facts));
    problems.addAll(differentRules(facts));
    if (!facts.registry().healthy()) {
      problems.add("registry: " + facts.registry().detail());
    }
    return new Verdict(state(facts, blind, problems), problems);
  }

  private static State state(PipelineFacts facts, List<String> blind, List<String> problems) {
    if (!blind.isEmpty()) {
      return State.BLIND;
    }
    if (!problems.isEmpty()) {
      return State.DEGRADED;
    }
    Instant last = facts.lastPost();
    boolean quiet = last == null || Duration.between(last, facts.at()).compareTo(QUIET) > 0;
    return quiet ? State.QUIET : State.HEALTHY;
  }

  private static List<String> silentServices(PipelineFacts facts) {
    List<String> silent = new ArrayList<>();
    for (String service : ResetTarget.SERVICES) {
      List<StageStatus> stages =
          facts.stages().stream().filter(stage -> stage.service().equals(service)).toList();
      if (stages.isEmpty()) {
        silent.add(service + " gives no sign of life");
      } else if (stages.stream().allMatch(Verdict::isSilent)) {
        Instant last = stages.stream().map(StageStatus::at).max(Instant::compareTo).orElseThrow();
        silent.add(service + " is silent since " + last);
      }
    }
    return silent;
  }

  private static boolean isSilent(StageStatus stage) {
    return stage.silentFor().compareTo(SILENT) > 0;
  }

  /** Stages of services that speak otherwise. */
  private static List<String> silentStages(PipelineFacts facts) {
    return facts.stages().stream()
        .filter(Verdict::isSilent)
        .filter(
            stage ->
                facts.stages().stream()
                    .anyMatch(other -> other.service().equals(stage.service()) && !isSilent(other)))
        .map(
            stage ->
                "%s partition %d is silent since %s"
                    .formatted(stage.name(), stage.partition(), stage.at()))
        .toList();
  }

  private static List<String> lateStages(PipelineFacts facts) {
    TreeMap<String, Duration> behind = new TreeMap<>();
    for (StageStatus stage : facts.stages()) {
      Duration time = stage.behind();
      if (time != null && !isSilent(stage) && time.compareTo(BEHIND) > 0) {
        behind.merge(stage.name(), time, (a, b) -> a.compareTo(b) > 0 ? a : b);
      }
    }
    return behind.entrySet().stream()
        .map(
            stage ->
                "the clock of "
                    + stage.getKey()
                    + " is "
                    + stage.getValue().toSeconds()
                    + " s behind")
        .toList();
  }

  /** Behind looks like silence, which is told; ahead would hide it. */
  private static List<String> skewedClocks(PipelineFacts facts) {
    TreeMap<String, Duration> ahead = new TreeMap<>();
    for (StageStatus stage : facts.stages()) {
      Duration early = stage.silentFor().negated();
      if (early.compareTo(AHEAD) > 0) {
        ahead.merge(stage.service(), early, (a, b) -> a.compareTo(b) > 0 ? a : b);
      }
    }
    return ahead.entrySet().stream()
        .map(
            service ->
                "the host clock of %s is %d s ahead of the one here: its silence would be seen that much later"
                    .formatted(service.getKey(), service.getValue().toSeconds()))
        .toList();
  }

  private static List<String> differentRules(PipelineFacts facts) {
    List<String> hashes =
        facts.stages().stream()
            .filter(stage -> !isSilent(stage))
            .map(StageStatus::ruleSetHash)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList();
    return hashes.size() > 1
        ? List.of("instances of alerts go by different rules: " + String.join(", ", hashes))
        : List.of();
  }
}
