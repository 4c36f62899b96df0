package io.tocsin.ingest.feed;

import io.tocsin.ingest.door.DoorPost;
import io.tocsin.ingest.door.RawTopic;
import io.tocsin.ingest.feed.core.FeedList;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import io.tocsin.runtime.service.CommandFailures;
import io.tocsin.runtime.service.ExitCode;
import io.tocsin.runtime.service.ForegroundProcess;
import io.tocsin.runtime.service.NamespaceFlags;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin feeds}: polls feeds and sends what is new to the raw topic. */
@Command(
    name = FeedService.NAME,
    description = {
      "Polls the feeds of a list and sends new and changed items to the raw topic.",
      "RSS, Atom, JSON Feed, schema.org LiveBlogPosting, NewsML-G2 and ninjs. The registry is not"
          + " asked."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped, or each feed was polled well",
      "1:a feed could not be read (--once, --dry-run), or a bug of ours",
      "2:the list, the configuration or the command line cannot be used",
      "3:broker, topic, port or disk cannot be used"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the spec
public final class FeedsCommand implements Callable<Integer> {
  @Mixin private final NamespaceFlags flags = new NamespaceFlags();

  @Option(names = "--check", description = "Only tell what is wrong with the list.")
  private boolean check;

  @Option(names = "--once", description = "Poll each feed once, tell how it went, and end.")
  private boolean once;

  @Option(
      names = "--dry-run",
      description = "Poll each feed once and print its posts, one JSON a line; needs no broker.")
  private boolean dryRun;

  @Option(names = "--print-config", description = "Print the effective configuration and end.")
  private boolean printConfig;

  @Spec private CommandSpec spec;

  private @Nullable Path list;

  private FeedsCommand() {}

  /** The command, to be executed. */
  public static CommandLine commandLine() {
    return new CommandLine(new FeedsCommand()).setExecutionExceptionHandler(new CommandFailures());
  }

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description = "The list of feeds, in YAML; tocsin.feeds.list.")
  void list(Path file) {
    list = file;
    flags.put(FeedSettings.LIST, file.toString());
  }

  @Option(names = "--state-dir", paramLabel = "DIR", description = "tocsin.state-dir")
  void stateDir(String value) {
    flags.put(ShellKeys.STATE_DIR, value);
  }

  @Option(names = "--http-host", paramLabel = "HOST", description = "tocsin.http.host")
  void httpHost(String value) {
    flags.put(ShellKeys.HTTP_HOST, value);
  }

  @Option(names = "--http-port", paramLabel = "PORT", description = "tocsin.http.port")
  void httpPort(String value) {
    flags.put(ShellKeys.HTTP_PORT, value);
  }

  @Override
  public Integer call() {
    if (check || dryRun) {
      if (list == null) {
        throw FeedListFile.missing();
      }
      return check ? check(list) : dryRun(FeedListFile.readGood(list));
    }
    ServiceConfig config = flags.read(FeedSettings.KEYS, System.getenv());
    if (printConfig) {
      print(out(), config.settings().masked().stripTrailing());
      return ExitCode.STOPPED.code();
    }
    FeedList read =
        FeedListFile.readGood(config.find(FeedSettings.LIST).orElseThrow(FeedListFile::missing));
    return once ? once(config, read) : serve(config, read);
  }

  private int check(Path file) {
    FeedList read = FeedListFile.read(file);
    read.problems().forEach(problem -> print(err(), file + ": " + problem));
    if (!read.problems().isEmpty()) {
      return ExitCode.BAD_CONFIG.code();
    }
    print(out(), file + ": " + read.feeds().size() + " feeds, no problems");
    return ExitCode.STOPPED.code();
  }

  private int dryRun(FeedList read) {
    return pollOnce(read, FeedStates.NONE, this::printPost, FeedSettings.DEFAULT_PARALLEL, err());
  }

  private CompletableFuture<?> printPost(DoorPost post) {
    print(out(), post.toJson());
    return CompletableFuture.completedFuture(post);
  }

  private int once(ServiceConfig config, FeedList read) {
    try (RawTopic raw = RawTopic.open(config, FeedService.NAME)) {
      int parallel = config.get(FeedSettings.PARALLEL);
      return pollOnce(read, FeedService.states(config), raw::send, parallel, out());
    }
  }

  private int pollOnce(
      FeedList read, FeedStates states, PostSink sink, int parallel, PrintWriter summaryTo) {
    PollSummary summary = new PollSummary();
    try (FeedPolls polls =
        FeedPolls.once(read, new FeedPolls.Ends(states, sink, summary::add), parallel)) {
      polls.end().join();
    } catch (CompletionException failed) {
      throw FeedPolls.failure(failed);
    }
    summary.lines().forEach(line -> print(summaryTo, line));
    return summary.isGood() ? ExitCode.STOPPED.code() : 1;
  }

  private static int serve(ServiceConfig config, FeedList read) {
    return ForegroundProcess.runToEnd(FeedService.NAME, () -> FeedService.start(config, read))
        .code();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private static void print(PrintWriter to, String line) {
    synchronized (to) {
      to.println(line);
      to.flush();
    }
  }
}
