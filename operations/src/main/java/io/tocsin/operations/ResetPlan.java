package io.tocsin.operations;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.service.LocalState;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Precisely what a reset deletes and what stays.
 *
 * @param namespace the namespace
 * @param target what begins again
 * @param from where it begins to read
 * @param groups consumer groups whose offsets are deleted or moved
 * @param internalTopics topics of Kafka Streams that are deleted
 * @param emptied topics of the catalogue whose records are deleted; they themselves stay
 * @param localStates directories on this host that are deleted
 * @param source topic that is read from there
 * @param kept topics of the catalogue that stay as they are
 */
record ResetPlan(
    String namespace,
    ResetTarget target,
    From from,
    List<String> groups,
    List<String> internalTopics,
    List<String> emptied,
    List<String> localStates,
    String source,
    List<String> kept) {

  /** Names of services within the rest of a name say that it belongs to another namespace. */
  private static final Pattern ANOTHER_NAMESPACE =
      Pattern.compile("(.*-)?(" + String.join("|", ResetTarget.SERVICES) + ")-.*");

  /** Where reading begins. */
  enum From {
    /** With the oldest record that is kept. */
    EARLIEST,
    /** With what comes from now on. */
    LATEST
  }

  /** The plan, given the names of all topics that exist. */
  static ResetPlan of(
      ResetTarget target,
      From from,
      ServiceConfig config,
      Topics catalogue,
      Collection<String> existing) {
    List<String> groups = target.services().stream().map(config::applicationId).toList();
    List<String> emptied =
        target.emptied(catalogue).stream().map(TopicSpec::name).filter(existing::contains).toList();
    return new ResetPlan(
        config.namespace(),
        target,
        from,
        groups,
        existing.stream().filter(topic -> isInternal(topic, groups)).sorted().toList(),
        emptied,
        target.services().stream()
            .map(service -> LocalState.of(config, service))
            .filter(LocalState::exists)
            .map(state -> state.directory().toString())
            .toList(),
        target.source(catalogue).name(),
        catalogue.all().stream()
            .map(TopicSpec::name)
            .filter(existing::contains)
            .filter(topic -> !emptied.contains(topic))
            .toList());
  }

  private static boolean isInternal(String topic, List<String> groups) {
    boolean internal = topic.endsWith("-changelog") || topic.endsWith("-repartition");
    return internal
        && groups.stream()
            .filter(group -> topic.startsWith(group + "-"))
            .map(group -> topic.substring(group.length() + 1))
            .anyMatch(rest -> !ANOTHER_NAMESPACE.matcher(rest).matches());
  }

  /** The plan for people: what goes, what stays, what follows. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("reset of " + String.join(", ", target.services()) + " in namespace " + namespace);
    lines.add(section("deletes the offsets of the groups", groups));
    lines.add(section("deletes the internal topics", internalTopics));
    lines.add(section("empties the topics", emptied));
    lines.add(section("deletes on this host", localStates));
    lines.add(section("keeps", kept));
    lines.add(consequence());
    return lines.stream()
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String section(String what, List<String> names) {
    return names.isEmpty()
        ? "  " + what + ": none"
        : "  " + what + ":\n    " + String.join("\n    ", names);
  }

  private String consequence() {
    String begin =
        from == From.EARLIEST
            ? "what follows: all that "
                + source
                + " holds is read again, and the alerts of that time are made again under the same"
                + " ids where their whole history is still there"
            : "what follows: only what comes to "
                + source
                + " from now on is read; an edit of a post of before counts like a new post";
    return begin
        + "; what rings knows no baseline from before the oldest record read."
        + "\n  Subscribers that hold alerts open must read "
        + namespace
        + ".alerts.state again; dead letters stay."
        + "\n  Local state on other hosts must be deleted there: ./tocsin reset "
        + target.name().toLowerCase(Locale.ROOT)
        + " --local";
  }
}
