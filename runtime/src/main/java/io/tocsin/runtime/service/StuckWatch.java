package io.tocsin.runtime.service;

import io.tocsin.runtime.http.Health;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Notices from one look to the next that work does not go on: a thread that does not come back from
 * a step, a task that has records and does not get past them. What has nothing to do is not stuck,
 * nor is what is still being prepared. Thread-safe.
 */
final class StuckWatch {
  /** Name of the check. */
  static final String NAME = "progress";

  /** Without progress for so long, it is stuck. */
  static final Duration AFTER = Duration.ofSeconds(10);

  /** Kafka takes the partitions from a thread that is away for so long; only a restart helps. */
  static final Duration LOST_AFTER = Duration.ofMinutes(5);

  private static final int NAMED = 3;
  private static final Pattern OF_STREAMS = Pattern.compile("(Global)?StreamThread(-[0-9]+)?$");

  private final Map<String, Since> positions = new HashMap<>();
  private @Nullable Long worksSince;
  private Findings findings = new Findings(false, Map.of(), Map.of());

  /** Where a task stands, and since when: nanoseconds of {@link System#nanoTime()}. */
  private record Since(Pulse.Position position, long at) {

    boolean isPassedBy(Pulse.Position later) {
      return !position.waits() || !later.waits() || position.done() != later.done();
    }
  }

  /** Threads and tasks that are stuck, and for how long. */
  private record Findings(
      boolean works, Map<String, Duration> threads, Map<String, Duration> tasks) {}

  /**
   * Takes what is seen.
   *
   * @param now {@link System#nanoTime()}
   */
  synchronized void look(Pulse pulse, long now) {
    if (!pulse.works()) {
      worksSince = null;
      positions.clear();
      findings = new Findings(false, Map.of(), Map.of());
      return;
    }
    long since = worksSince == null ? now : worksSince;
    worksSince = since;
    findings = new Findings(true, threads(pulse, now - since), tasks(pulse, now));
  }

  /** A thread may come from a long preparation, during which it had nothing to ask for. */
  private static Map<String, Duration> threads(Pulse pulse, long worksFor) {
    Map<String, Duration> stuck = new TreeMap<>();
    pulse
        .sincePoll()
        .forEach(
            (thread, since) -> {
              long away = Math.min(since.toNanos(), worksFor);
              if (away >= AFTER.toNanos()) {
                stuck.put(thread, Duration.ofNanos(away));
              }
            });
    return stuck;
  }

  private Map<String, Duration> tasks(Pulse pulse, long now) {
    positions.keySet().retainAll(pulse.tasks().keySet());
    Map<String, Duration> stuck = new TreeMap<>();
    pulse
        .tasks()
        .forEach(
            (task, position) -> {
              Duration waits = waits(task, position, now);
              if (waits.compareTo(AFTER) >= 0) {
                stuck.put(task, waits);
              }
            });
    return stuck;
  }

  /** How long it has had records without having got past any. */
  private Duration waits(String task, Pulse.Position position, long now) {
    Since before = positions.get(task);
    long since = before == null || before.isPassedBy(position) ? now : before.at();
    positions.put(task, new Since(position, since));
    return Duration.ofNanos(now - since);
  }

  /** The check named {@link #NAME}, as of the last look. */
  synchronized Health.Check check() {
    if (!findings.works()) {
      return new Health.Check(NAME, true, "not asked before it works");
    }
    List<String> stuck = words();
    return stuck.isEmpty()
        ? new Health.Check(NAME, true, "all goes on")
        : new Health.Check(
            NAME, false, stuck.stream().limit(NAMED).collect(Collectors.joining("; ")));
  }

  /** Threads first: what hangs there explains its tasks. */
  private List<String> words() {
    Stream<String> threads =
        findings.threads().entrySet().stream()
            .map(
                thread ->
                    "%s has not come back from its work for %d s: a step of it hangs or waits"
                        .formatted(shortly(thread.getKey()), thread.getValue().toSeconds()));
    Stream<String> tasks =
        findings.tasks().entrySet().stream()
            .map(
                task ->
                    "%s has records and has committed nothing for %d s"
                        .formatted(task.getKey(), task.getValue().toSeconds()));
    return Stream.concat(threads, tasks).toList();
  }

  /** Without the client's name, which no person can remember. */
  private static String shortly(String thread) {
    Matcher matcher = OF_STREAMS.matcher(thread);
    return matcher.find() ? matcher.group() : thread;
  }

  /** Names of the threads that are stuck. */
  synchronized Set<String> threads() {
    return findings.threads().keySet();
  }

  /** Whether a thread is away for so long that its partitions are no longer its own. */
  synchronized boolean isLost() {
    return findings.threads().values().stream().anyMatch(away -> away.compareTo(LOST_AFTER) > 0);
  }
}
