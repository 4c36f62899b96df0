package io.tocsin.replay.command;

import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.replay.backtest.AlertJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes alert events, one a line, beside the file that they shall be until all are there. */
final class AlertsFile implements Closeable {

  private final Path file;
  private final Path partial;
  private Writer out;

  AlertsFile(Path file) throws IOException {
    this.file = file;
    Path absolute = file.toAbsolutePath();
    this.partial = absolute.resolveSibling(absolute.getFileName() + ".partial");
    this.out = Files.newBufferedWriter(partial, StandardCharsets.UTF_8);
  }

  void write(AlertEvent event) throws IOException {
    out.write(AlertJson.line(event));
    out.write('\n');
  }

  /** Throws away what was written. */
  void restart() throws IOException {
    out.close();
    out = Files.newBufferedWriter(partial, StandardCharsets.UTF_8);
  }

  /** Puts the file in its place. */
  void finish() throws IOException {
    out.close();
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(partial);
  }
}
