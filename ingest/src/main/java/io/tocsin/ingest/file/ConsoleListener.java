package io.tocsin.ingest.file;

import io.tocsin.ingest.core.Reading.Rejected;
import java.io.PrintStream;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Tells people how it goes: a line for each file and fault, and a bar on a terminal. */
final class ConsoleListener implements SendListener {
  /** More faults are only counted and kept. */
  static final int MOST_TOLD = 1_000;

  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final int UPDATE_MILLIS = 250;
  private static final long MEBIBYTE = 1L << 20;

  private final PrintWriter out;
  private final PrintWriter err;
  private final @Nullable PrintStream bars;
  private final @Nullable RejectedPosts rejects;
  private @Nullable ProgressBar bar;
  private long told;

  /**
   * Tells on two streams.
   *
   * @param out where files are told
   * @param err where faults are told
   * @param bars where the bar is drawn; null for none
   * @param rejects where refused items are kept; null for nowhere
   */
  ConsoleListener(
      PrintWriter out,
      PrintWriter err,
      @Nullable PrintStream bars,
      @Nullable RejectedPosts rejects) {
    this.out = out;
    this.err = err;
    this.bars = bars;
    this.rejects = rejects;
  }

  @Override
  public void begins(String file, long bytes) {
    if (bars != null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(file)
              .setInitialMax(bytes)
              .setStyle(ProgressBarStyle.ASCII)
              .setUnit(" MiB", MEBIBYTE)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setConsumer(new ConsoleProgressBarConsumer(bars))
              .build();
    }
  }

  @Override
  public void progress(long bytes, long posts) {
    if (bar != null) {
      bar.stepTo(bytes);
      bar.setExtraMessage(" " + posts + " posts");
    }
  }

  @Override
  public void refused(String file, FileItem item, Rejected<?> why) {
    if (rejects != null) {
      rejects.keep(item);
    }
    told++;
    if (told <= MOST_TOLD) {
      fault(file + ":" + item.line() + ": " + why.detail() + " (" + why.reason().code() + ")");
    } else if (told == MOST_TOLD + 1) {
      fault("more than " + MOST_TOLD + " are refused; the others are counted");
    }
  }

  @Override
  public void broken(String file, long line, String why) {
    endBar();
    fault(line == 0 ? file + ": " + why : file + ":" + line + ": not read on: " + why);
  }

  @Override
  public void ends(String file, long posts, long refused) {
    endBar();
    out.println(file + ": " + posts + " posts" + (refused == 0 ? "" : ", " + refused + " refused"));
    out.flush();
  }

  private void fault(String what) {
    if (bar != null && bars != null) {
      bars.print(CLEAR_LINE);
      bars.flush();
    }
    err.println(what);
    err.flush();
  }

  private void endBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public void close() {
    endBar();
    if (rejects != null) {
      rejects.close();
    }
  }
}
