package io.tocsin.replay.backtest;

import io.tocsin.replay.core.RawLine;
import io.tocsin.replay.core.RawLineReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of one file, as they stand there. */
final class FileLines implements Batches<SourcedLine>, Closeable {

  private static final int LINES = 256;
  private static final int MOST_BYTES = 1024 * 1024;

  private final int file;
  private final RawLineReader reader;
  private boolean ended;

  FileLines(int file, Path path) throws IOException {
    this.file = file;
    this.reader = new RawLineReader(Files.newInputStream(path));
  }

  @Override
  public Optional<List<SourcedLine>> next() throws IOException {
    List<SourcedLine> batch = new ArrayList<>(LINES);
    int bytes = 0;
    while (!ended && batch.size() < LINES && bytes < MOST_BYTES) {
      Optional<RawLine> line = reader.next();
      ended = line.isEmpty();
      if (line.isPresent()) {
        batch.add(new SourcedLine(file, line.get()));
        bytes += line.get().bytes().length;
      }
    }
    return batch.isEmpty() ? Optional.empty() : Optional.of(batch);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
