package io.tocsin.replay.command;

import io.tocsin.avro.AlertEvent;
import io.tocsin.replay.AlertPrinter;
import io.tocsin.replay.ReplayListener;
import io.tocsin.replay.ReplayProgress;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows a replay on a terminal: a progress bar with the rate and the clock on one stream, alert
 * events as they come on the other.
 */
public final class TerminalListener implements ReplayListener, AutoCloseable {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final int UPDATE_MILLIS = 500;

  private final PrintWriter out;
  private final PrintStream bars;
  private final boolean follow;
  private final boolean interactive;
  private @Nullable ProgressBar bar;

  /**
   * Shows on two streams.
   *
   * @param out where alerts go
   * @param bars where the progress goes; usually standard error
   * @param follow whether alerts are shown
   * @param interactive whether both streams are one terminal, so that the bar must be cleared
   */
  public TerminalListener(PrintWriter out, PrintStream bars, boolean follow, boolean interactive) {
    this.out = out;
    this.bars = bars;
    this.follow = follow;
    this.interactive = interactive;
  }

  /**
   * Shows on this process's standard error, and alerts on the given stream.
   *
   * @param out where alerts go
   * @param follow whether alerts are shown
   */
  @SuppressWarnings("SystemConsoleNull") // before JDK 22 null tells that there is no terminal
  public static TerminalListener ofProcess(PrintWriter out, boolean follow) {
    return new TerminalListener(out, System.err, follow, System.console() != null);
  }

  @Override
  public void phase(String what) {
    bars.println(what);
  }

  @Override
  public void progress(ReplayProgress progress) {
    ProgressBar shown = bar(progress.total());
    shown.stepTo(progress.sent());
    shown.setExtraMessage(
        progress.clock().map(clock -> " clock " + CLOCK.format(clock)).orElse(" clock waits")
            + ", "
            + progress.alerts()
            + " alert events");
  }

  private ProgressBar bar(long total) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("replay")
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUnit(" posts", 1)
              .showSpeed()
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setConsumer(new ConsoleProgressBarConsumer(bars))
              .build();
    }
    return bar;
  }

  @Override
  public void alert(AlertEvent event) {
    if (follow) {
      if (interactive && bar != null) {
        bars.print(CLEAR_LINE);
        bars.flush();
      }
      out.println(AlertPrinter.print(event));
      out.flush();
    }
  }

  /** Leaves the bar as it is and goes to a new line; nothing more is shown of the progress. */
  public void finish() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public void close() {
    finish();
  }
}
