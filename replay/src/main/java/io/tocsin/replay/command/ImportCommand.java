package io.tocsin.replay.command;

import io.tocsin.replay.core.JsonLinesWriter;
import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.liveblog.LiveBlog;
import io.tocsin.replay.core.liveblog.LiveBlogReader;
import io.tocsin.replay.core.liveblog.PageText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin import}: turns the text of a scraped live-blog page into raw posts. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Reads the text of a scraped live-blog page (newest post first, no times) and writes its posts"
          + " as raw posts, one JSON object a line.",
      "The posts are spread evenly from --start (the oldest) to --end (the newest); their times are"
          + " marked as estimated."
    })
@SuppressWarnings("NullAway.Init")
public final class ImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The page as text, UTF-8.")
  private Path file;

  @Option(
      names = "--start",
      required = true,
      paramLabel = "TIME",
      description = "Time of the oldest post, such as 2022-02-11T06:00:00Z.")
  private String start;

  @Option(
      names = "--end",
      required = true,
      paramLabel = "TIME",
      description = "Time of the newest post.")
  private String end;

  @Mixin private TimeOptions times = new TimeOptions();

  @Option(
      names = "--source",
      defaultValue = "live-blog",
      paramLabel = "NAME",
      description = "Source of the posts (default: ${DEFAULT-VALUE}).")
  private String source;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the posts are written; - for standard output.")
  private Path out;

  private final OutputStream standardOutput;

  /** The command of a process. */
  public ImportCommand() {
    this(System.out);
  }

  /** With another standard output. */
  ImportCommand(OutputStream standardOutput) {
    this.standardOutput = standardOutput;
  }

  @Override
  public Integer call() throws IOException {
    LiveBlog page = reader().read(readPage());
    if (page.posts().isEmpty()) {
      throw wrong(file + " has no posts: no title with text after it was found");
    }
    write(page);
    report(page);
    return CommandLine.ExitCode.OK;
  }

  private LiveBlogReader reader() {
    Instant from = times.time("--start", start);
    Instant to = times.time("--end", end);
    if (to.isBefore(from)) {
      throw wrong("--end " + end + " is before --start " + start);
    }
    if (source.isBlank() || source.startsWith("~") || source.contains(":")) {
      throw wrong("--source is '" + source + "', expected a name without ':' and '~' in front");
    }
    return new LiveBlogReader(source, from, to);
  }

  private String readPage() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw wrong(file + (Files.exists(file) ? " is not a file" : " does not exist"));
    }
    if (Files.exists(out) && Files.isSameFile(file, out)) {
      throw wrong("--out would overwrite " + file);
    }
    if (Files.size(file) > PageText.MAX_BYTES) {
      throw wrong(file + " is larger than " + PageText.MAX_BYTES + " bytes");
    }
    try {
      return PageText.decode(Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      throw wrong(file + " " + e.getMessage());
    }
  }

  private void write(LiveBlog page) throws IOException {
    if (isPiped()) {
      write(page, standardOutput);
      return;
    }
    Path partial = out.resolveSibling(out.getFileName() + ".part");
    write(page, Files.newOutputStream(partial));
    Files.move(partial, out, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(LiveBlog page, OutputStream to) throws IOException {
    try (JsonLinesWriter writer = new JsonLinesWriter(to)) {
      for (RecordedPost post : page.posts()) {
        writer.write(post);
      }
    }
  }

  private boolean isPiped() {
    return out.toString().equals("-");
  }

  private void report(LiveBlog page) {
    page.notes().forEach(note -> spec.commandLine().getErr().println("note: " + note));
    PrintWriter told = isPiped() ? spec.commandLine().getErr() : spec.commandLine().getOut();
    told.println(
        page.posts().size()
            + " posts from "
            + page.posts().get(0).publishedAt()
            + " to "
            + page.posts().get(page.posts().size() - 1).publishedAt()
            + " (estimated) written to "
            + out);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
