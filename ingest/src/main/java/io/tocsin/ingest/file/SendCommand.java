package io.tocsin.ingest.file;

import io.tocsin.ingest.core.RejectReason;
import io.tocsin.ingest.door.DoorPost;
import io.tocsin.ingest.door.RawTopic;
import io.tocsin.runtime.service.CommandFailures;
import io.tocsin.runtime.service.NamespaceFlags;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

/** {@code tocsin send}: posts of files, or of standard input, to the raw topic. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends posts to the raw topic: JSON, one a line or one array, or CSV; plain or gzipped.",
      "Each is checked as the service will check it; what is refused is told and left out.",
      "Sending a file again does no harm: the same content of a post is dropped as a re-delivery.",
      "Pages of live blogs: tocsin import PAGE --start T --end T --out - | tocsin send -"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was taken",
      "1:something was refused or could not be read; the rest was taken",
      "2:the configuration or the command line cannot be used; nothing was sent",
      "3:broker or topic did not take it; what was sent before is told"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the spec and the files
final class SendCommand implements Callable<Integer> {
  private static final int COMPLETE = 0;
  private static final int INCOMPLETE = 1;
  private static final String STANDARD_INPUT = "-";

  private final InputStream standardInput;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "A file of posts; - for standard input.")
  private List<String> files;

  @Option(
      names = "--format",
      defaultValue = "auto",
      paramLabel = "auto|jsonl|json|csv",
      description =
          "What the files are (default: auto: CSV by the name, else JSON by its beginning).")
  private FileFormat format;

  @Mixin private final CsvOptions csv = new CsvOptions();

  @Option(names = "--dry-run", description = "Only check; no cluster is needed, nothing is sent.")
  private boolean dryRun;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Keep what is refused, one JSON a line, to be mended and sent.")
  private @Nullable Path rejects;

  @Option(
      names = "--progress",
      negatable = true,
      description = "Show a progress bar, or none (default: on a terminal).")
  private @Nullable Boolean progress;

  @Mixin private final NamespaceFlags place = new NamespaceFlags();

  private SendCommand(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /** The command over a standard input. */
  static CommandLine commandLine(InputStream standardInput) {
    return new CommandLine(new SendCommand(standardInput))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new CommandFailures());
  }

  @Override
  public Integer call() {
    checkFiles();
    CsvLayout layout = csv.layout();
    try (SendListener listener = listener()) {
      SendSummary summary = dryRun ? check(listener, layout) : send(listener, layout);
      report(summary);
      return summary.isComplete() ? COMPLETE : INCOMPLETE;
    }
  }

  private void checkFiles() {
    Set<String> seen = new HashSet<>();
    for (String file : files) {
      boolean readable = file.equals(STANDARD_INPUT) || isReadable(Path.of(file));
      if (!readable || !seen.add(file)) {
        throw wrong(file + ": " + (readable ? "named twice" : "expected a file that can be read"));
      }
      if (rejects != null && Path.of(file).toAbsolutePath().equals(rejects.toAbsolutePath())) {
        throw wrong("--rejects would overwrite " + file);
      }
    }
  }

  /** Pipes and devices are as good as files. */
  private static boolean isReadable(Path file) {
    return Files.isReadable(file) && !Files.isDirectory(file);
  }

  private SendListener listener() {
    return new ConsoleListener(
        spec.commandLine().getOut(),
        spec.commandLine().getErr(),
        isBarWanted() ? terminal() : null,
        rejects == null ? null : new RejectedPosts(rejects));
  }

  @SuppressWarnings("SystemConsoleNull") // before JDK 22 null tells that there is no terminal
  private boolean isBarWanted() {
    return progress == null ? System.console() != null : progress;
  }

  private static PrintStream terminal() {
    return System.err;
  }

  private SendSummary check(SendListener listener, CsvLayout layout) {
    return new SendFiles(new Nowhere(), listener, format, layout).send(files, standardInput);
  }

  private SendSummary send(SendListener listener, CsvLayout layout) {
    try (RawTopic topic = RawTopic.open(place.read(), "send")) {
      TopicSink sink = new TopicSink(topic);
      try {
        return new SendFiles(sink, listener, format, layout).send(files, standardInput);
      } catch (RuntimeException failed) {
        spec.commandLine()
            .getErr()
            .println(
                sink.taken()
                    + " posts were taken before it failed; all may be sent again, what was taken is"
                    + " dropped as a re-delivery");
        throw failed;
      }
    }
  }

  /** Where posts go that are only checked. */
  private static final class Nowhere implements SendFiles.PostSink {
    @Override
    public void send(DoorPost post) {
      // it is good, and that was the question
    }

    @Override
    public void flush() {
      // nothing waits
    }
  }

  private void report(SendSummary summary) {
    String done = dryRun ? " posts are good, none was sent" : " posts sent";
    String refused =
        summary.refused().isEmpty()
            ? ""
            : ", " + summary.refusedAll() + " refused (" + reasons(summary) + ")";
    String broken =
        summary.brokenFiles() == 0
            ? ""
            : ", " + summary.brokenFiles() + " files not read to the end";
    spec.commandLine().getOut().println(summary.posts() + done + refused + broken);
    spec.commandLine().getOut().flush();
  }

  private static String reasons(SendSummary summary) {
    Map<RejectReason, Long> sorted = new TreeMap<>(summary.refused());
    return sorted.entrySet().stream()
        .map(reason -> reason.getKey().code() + " " + reason.getValue())
        .collect(Collectors.joining(", "));
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
