package io.tocsin.replay.command;

import io.tocsin.replay.AlertTopic;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.replay.diff.Episode;
import io.tocsin.replay.diff.RecordedAlerts;
import io.tocsin.schemas.Party;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which recorded alerts are compared: files that backtest has written, alert topics. */
@SuppressWarnings("NullAway.Init")
final class RecordedOptions {

  private static final String ALERT_TOPIC = ClusterOptions.TOPIC + "alerts";
  private static final String LIVE = "news";
  private static final int MOST = 2;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--alerts",
      paramLabel = "FILE",
      description = {
        "Recorded alerts: as backtest writes them, or topic:alerts, those of a cluster. Of either"
            + " those that opened from --from to --to.",
        "Given once, in the place of the old rules; given twice, the old and then the new, in the"
            + " place of rules and posts."
      })
  private List<String> places = new ArrayList<>();

  @Option(
      names = "--of",
      paramLabel = "NAMESPACE",
      description = "Whose alerts topic:alerts are (default: news); once for each of two.")
  private @Nullable List<String> namespaces;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  ClusterOptions cluster() {
    return cluster;
  }

  /** How many sides are recorded. */
  int sides() {
    return places.size();
  }

  /**
   * Looks at what can be checked before anything is read.
   *
   * @throws ParameterException if an option is missing or superfluous
   */
  void check() {
    if (places.size() > MOST) {
      throw wrong("--alerts is given %d times, expected at most twice".formatted(places.size()));
    }
    for (String place : places) {
      if (isTopic(place) && !place.equals(ALERT_TOPIC)) {
        throw wrong("--alerts is " + place + ", expected a file or " + ALERT_TOPIC);
      }
    }
    int topics = (int) places.stream().filter(RecordedOptions::isTopic).count();
    int given = namespaces == null ? 0 : namespaces.size();
    if (given != topics && (given > topics || topics > 1)) {
      throw wrong(
          "--of is given %d times, expected it once for each --alerts %s, of which there are %d"
              .formatted(given, ALERT_TOPIC, topics));
    }
  }

  private static boolean isTopic(String place) {
    return place.startsWith(ClusterOptions.TOPIC);
  }

  /** The alerts of a side that opened in a range of time, in the order in which they rang. */
  List<Episode> read(int side, TimeRange range) throws IOException {
    String place = places.get(side);
    return isTopic(place)
        ? AlertTopic.read(
            cluster.recorded(namespace(side), Party.DIFF_ALERTS), range, cluster::consumer)
        : RecordedAlerts.read(Path.of(place), range);
  }

  private String namespace(int side) {
    int topicsBefore =
        (int) places.subList(0, side).stream().filter(RecordedOptions::isTopic).count();
    return namespaces == null ? LIVE : namespaces.get(topicsBefore);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
