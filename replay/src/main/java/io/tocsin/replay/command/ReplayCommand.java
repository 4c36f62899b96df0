package io.tocsin.replay.command;

import io.tocsin.alerts.core.Rule;
import io.tocsin.replay.Deliveries;
import io.tocsin.replay.RecordedTopic;
import io.tocsin.replay.Replay;
import io.tocsin.replay.ReplayRequest;
import io.tocsin.replay.ReplayResult;
import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.HistoryDirectory;
import io.tocsin.replay.core.HistoryFile;
import io.tocsin.replay.core.Speed;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.replay.core.sample.SampleHistory;
import io.tocsin.runtime.config.ShellKeys;
import io.tocsin.schemas.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin replay}: sends posts of the past through a pipeline of its own. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {ListReplaysCommand.class, DeleteReplayCommand.class},
    description = {
      "Sends raw posts of the past through ingest, enrich and alerts in a namespace of its own,"
          + " replay-<name>, beside the live pipeline.",
      "Ends by itself when all has come through; the topics stay, to be read like live ones."
    },
    exitCodeListHeading = HistoryFailures.EXIT_CODES,
    exitCodeList = {
      "0:all came through",
      HistoryFailures.ON_THE_WAY,
      HistoryFailures.UNUSABLE,
      HistoryFailures.WORLD_BROKEN
    })
@SuppressWarnings("NullAway.Init")
public final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "SOURCE",
      description = {
        "A file of posts as JSON Lines, plain or gzip; a directory of such files; or a topic of the"
            + " cluster as it is now:",
        "topic:raw, the posts as they were received, and topic:enriched, the revisions that came"
            + " of them."
      })
  private @Nullable String source;

  @Option(
      names = "--of",
      defaultValue = "news",
      paramLabel = "NAMESPACE",
      description = "Whose topic a source topic:… is (default: ${DEFAULT-VALUE}).")
  private String namespace;

  @Option(names = "--name", paramLabel = "NAME", description = "Its name; needed.")
  private @Nullable String name;

  @Option(
      names = "--speed",
      defaultValue = "max",
      paramLabel = "real|60x|max",
      description = "How fast the posts are sent (default: ${DEFAULT-VALUE}).")
  private String speed;

  @Mixin private PeriodOptions period = new PeriodOptions();

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "Rules that are in force (default: those of the sample; needed where a topic is"
              + " replayed).")
  private @Nullable Path rules;

  @Option(names = "--follow", description = "Print the alerts as they come.")
  private boolean follow;

  @Option(names = "--resume", description = "Go on where an earlier run of this name stopped.")
  private boolean resume;

  @Mixin private StateOptions state = new StateOptions();

  @Option(names = "--partitions", paramLabel = "N", description = "tocsin.topics.partitions")
  void partitions(String value) {
    state.cluster().put(ShellKeys.PARTITIONS, value);
  }

  /** The command, with the way in which it fails. */
  public static CommandLine commandLine() {
    return new CommandLine(new ReplayCommand()).setExecutionExceptionHandler(new HistoryFailures());
  }

  @Override
  public Integer call() throws IOException {
    ReplayRequest request = request();
    try (TerminalListener listener =
        TerminalListener.ofProcess(spec.commandLine().getOut(), follow)) {
      ReplayResult result = Replay.run(request, listener);
      listener.finish();
      spec.commandLine().getOut().println(summary(request, result));
      return CommandLine.ExitCode.OK;
    }
  }

  private static String summary(ReplayRequest request, ReplayResult result) {
    double seconds = Math.max(result.took().toMillis() / 1000.0, 0.001);
    return String.format(
        Locale.ROOT,
        "%d posts in %.1f s (%.0f/s), %d alert events in %s.alerts",
        result.posts(),
        seconds,
        result.posts() / seconds,
        result.alertEvents(),
        request.namespace());
  }

  private ReplayRequest request() throws IOException {
    TimeRange range = period.range();
    String from = given("SOURCE", source);
    String named = given("--name", name);
    List<Rule> inForce = rules(from);
    Deliveries posts = posts(from, range);
    return new ReplayRequest(
        named,
        posts,
        range.to() == null ? posts.extent().last() : range.to(),
        speed(),
        inForce,
        state.cluster().config().topics().partitions(),
        state.of(named),
        resume,
        state.cluster().settings());
  }

  /** Not told to the parser, which would ask for it in front of list and delete, too. */
  private String given(String what, @Nullable String value) {
    if (value == null) {
      throw wrong(what + " is missing; tocsin replay --help tells what is expected");
    }
    return value;
  }

  private Deliveries posts(String from, TimeRange range) throws IOException {
    if (from.startsWith(ClusterOptions.TOPIC)) {
      return topic(from.substring(ClusterOptions.TOPIC.length()), range);
    }
    HistoryFile.Reading reading = period.reading();
    Path path = Path.of(from);
    return Deliveries.of(
        Files.isDirectory(path)
            ? HistoryDirectory.open(path, reading)
            : HistoryFile.open(path, reading));
  }

  private Deliveries topic(String which, TimeRange range) {
    if (period.asOf() != AsOf.SEEN) {
      throw wrong("--as-of is published, expected seen: a topic knows when a post was received");
    }
    ClusterOptions cluster = state.cluster();
    return switch (which) {
      case "raw" ->
          RecordedTopic.raw(
              cluster.recorded(namespace, Party.REPLAY_RAW), range, cluster::consumer);
      case "enriched" ->
          RecordedTopic.enriched(
              cluster.recorded(namespace, Party.REPLAY_ENRICHED), range, cluster::consumer);
      default -> throw wrong("SOURCE is topic:" + which + ", expected topic:raw or topic:enriched");
    };
  }

  private Speed speed() {
    try {
      return Speed.parse(speed);
    } catch (IllegalArgumentException e) {
      throw wrong("--" + e.getMessage());
    }
  }

  private List<Rule> rules(String from) throws IOException {
    if (rules == null && from.startsWith(ClusterOptions.TOPIC)) {
      throw wrong("--rules is missing, expected a file: the sample's rules are not the topic's");
    }
    return rules == null
        ? RuleSetFile.read(spec.commandLine(), "the rules of the sample", SampleHistory.rules())
        : RuleSetFile.read(spec.commandLine(), rules);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
