package io.tocsin.replay.command;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.rules.RuleFile;
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
import io.tocsin.schemas.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all came through",
      "1:the replay failed on the way",
      "2:the command line, the configuration or the file cannot be used",
      "3:broker, registry, topics or disk cannot be used"
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

  @Option(names = "--from", paramLabel = "TIME", description = "First time that is taken.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Last time that is taken, and where the clock ends (default: the last post).")
  private @Nullable String to;

  @Mixin private TimeOptions times = new TimeOptions();

  @Option(
      names = "--as-of",
      defaultValue = "seen",
      paramLabel = "seen|published",
      description = "Which time of a post counts (default: ${DEFAULT-VALUE}).")
  private String asOf;

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

  @Mixin private ClusterOptions cluster = new ClusterOptions();

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
    TimeRange range = range();
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
        cluster.partitions(),
        cluster.stateDir(named),
        resume,
        cluster.settings());
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
    HistoryFile.Reading reading =
        new HistoryFile.Reading(asOf(), range, times.zone(), HistoryFile.MOST_UNSORTED_CHARACTERS);
    Path path = Path.of(from);
    return Deliveries.of(
        Files.isDirectory(path)
            ? HistoryDirectory.open(path, reading)
            : HistoryFile.open(path, reading));
  }

  private Deliveries topic(String which, TimeRange range) {
    if (asOf() != AsOf.SEEN) {
      throw wrong("--as-of is " + asOf + ", expected seen: a topic knows when a post was received");
    }
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

  private TimeRange range() {
    try {
      return new TimeRange(time("--from", from), time("--to", to));
    } catch (IllegalArgumentException e) {
      throw wrong("--from, --to: " + e.getMessage());
    }
  }

  private @Nullable Instant time(String option, @Nullable String text) {
    return text == null ? null : times.time(option, text);
  }

  private AsOf asOf() {
    return switch (asOf) {
      case "seen" -> AsOf.SEEN;
      case "published" -> AsOf.PUBLISHED;
      default -> throw wrong("--as-of is " + asOf + ", expected seen or published");
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
    if (rules == null) {
      return checked("the rules of the sample", SampleHistory.rules());
    }
    if (!Files.isRegularFile(rules)) {
      throw wrong("--rules: " + rules + " does not exist");
    }
    return checked(rules.toString(), Files.readAllBytes(rules));
  }

  private List<Rule> checked(String where, byte[] yaml) {
    RuleFile read = RuleFile.read(yaml);
    if (!read.problems().isEmpty()) {
      throw wrong(
          read.problems().stream()
              .map(Object::toString)
              .collect(Collectors.joining("\n  ", where + ":\n  ", "")));
    }
    return read.rules();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
