package io.tocsin.replay.backtest;

import io.tocsin.replay.core.HistoryException;
import io.tocsin.replay.core.HistoryFile;
import io.tocsin.replay.core.JsonLinesReader;
import io.tocsin.replay.core.PostLine;
import io.tocsin.replay.core.RawLine;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The lines of files that are not in the order of time, in that order: sorted in runs that fit into
 * memory, each written to a temporary file, and merged (Knuth, The Art of Computer Programming,
 * vol. 3, 5.4.1). Lines of the same time stay as they stood: by file, then by number.
 */
final class SortedLines implements Batches<SourcedLine>, Closeable {

  /** So many bytes of lines are sorted in memory at a time. */
  static final long RUN_BYTES = 64L * 1024 * 1024;

  private static final int LINES = 256;
  private static final int LINE_OVERHEAD = 64;
  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::time)
          .thenComparingInt(entry -> entry.line().file())
          .thenComparingLong(entry -> entry.line().line().number());

  private final Path directory;
  private final List<Run> runs = new ArrayList<>();
  private final PriorityQueue<Run> heads =
      new PriorityQueue<>(Comparator.comparing(run -> run.head, ORDER));

  /** Bytes of the run that is being filled. */
  private long bytes;

  private record Entry(long time, SourcedLine line) {}

  private SortedLines(Path directory) {
    this.directory = directory;
  }

  /**
   * Sorts.
   *
   * @param files the files
   * @param reading which time counts, and which posts are taken
   * @param runBytes how much is sorted in memory at a time
   * @throws HistoryException if a line is no post; at most twenty are told
   */
  static SortedLines of(List<Path> files, HistoryFile.Reading reading, long runBytes)
      throws IOException {
    SortedLines sorted = new SortedLines(Files.createTempDirectory("tocsin-sort"));
    try {
      sorted.writeRuns(files, reading, runBytes);
      sorted.openRuns();
      return sorted;
    } catch (IOException | RuntimeException e) {
      sorted.close();
      throw e;
    }
  }

  private void writeRuns(List<Path> files, HistoryFile.Reading reading, long runBytes)
      throws IOException {
    List<Entry> run = new ArrayList<>();
    for (int file = 0; file < files.size(); file++) {
      List<String> problems = new ArrayList<>();
      try (FileLines lines = new FileLines(file, files.get(file))) {
        writeRuns(lines, reading, runBytes, run, problems);
      }
      if (!problems.isEmpty()) {
        throw new HistoryException(files.get(file).toString(), problems);
      }
    }
    writeRun(run);
  }

  private void writeRuns(
      FileLines lines,
      HistoryFile.Reading reading,
      long runBytes,
      List<Entry> run,
      List<String> problems)
      throws IOException {
    Optional<List<SourcedLine>> batch = lines.next();
    while (batch.isPresent() && problems.size() < HistoryException.MOST_PROBLEMS) {
      bytes += take(batch.get(), reading, run, problems);
      if (bytes >= runBytes) {
        writeRun(run);
        bytes = 0;
      }
      batch = lines.next();
    }
  }

  private static long take(
      List<SourcedLine> batch,
      HistoryFile.Reading reading,
      List<Entry> run,
      List<String> problems) {
    long bytes = 0;
    for (SourcedLine line : batch) {
      Optional<PostLine> read = JsonLinesReader.read(line.line(), reading.zone());
      if (read.isPresent() && read.get() instanceof PostLine.Read post) {
        Optional<Instant> time = reading.asOf().timeOf(post.post());
        if (time.isEmpty()) {
          problems.add(PostPreparation.withoutTime(post).message());
        } else if (reading.range().contains(time.get())) {
          run.add(new Entry(time.get().toEpochMilli(), line));
          bytes += line.line().bytes().length + LINE_OVERHEAD;
        }
      } else if (read.isPresent()) {
        problems.add(((PostLine.Malformed) read.get()).message());
      }
    }
    return bytes;
  }

  private void writeRun(List<Entry> entries) throws IOException {
    if (entries.isEmpty()) {
      return;
    }
    entries.sort(ORDER);
    Path file = directory.resolve("run-" + runs.size());
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (Entry entry : entries) {
        out.writeLong(entry.time());
        out.writeInt(entry.line().file());
        out.writeLong(entry.line().line().number());
        out.writeInt(entry.line().line().bytes().length);
        out.write(entry.line().line().bytes());
      }
    }
    runs.add(new Run(file));
    entries.clear();
  }

  private void openRuns() throws IOException {
    for (Run run : runs) {
      run.open();
      if (run.advance()) {
        heads.add(run);
      }
    }
  }

  @Override
  public Optional<List<SourcedLine>> next() throws IOException {
    List<SourcedLine> batch = new ArrayList<>(LINES);
    while (batch.size() < LINES && !heads.isEmpty()) {
      Run run = heads.remove();
      batch.add(run.head.line());
      if (run.advance()) {
        heads.add(run);
      }
    }
    return batch.isEmpty() ? Optional.empty() : Optional.of(batch);
  }

  @Override
  public void close() throws IOException {
    for (Run run : runs) {
      run.close();
      Files.deleteIfExists(run.file);
    }
    Files.deleteIfExists(directory);
  }

  /** A sorted part on disk. */
  private static final class Run implements Closeable {
    private final Path file;
    private DataInputStream in = new DataInputStream(InputStream.nullInputStream());
    private Entry head = new Entry(0, new SourcedLine(0, new RawLine(0, new byte[0], false, null)));

    Run(Path file) {
      this.file = file;
    }

    void open() throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    boolean advance() throws IOException {
      long time;
      try {
        time = in.readLong();
      } catch (EOFException end) {
        return false;
      }
      int place = in.readInt();
      long number = in.readLong();
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      head = new Entry(time, new SourcedLine(place, new RawLine(number, bytes, false, null)));
      return true;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
