package io.tocsin.replay.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A history in a file of JSON Lines. It is read once to be checked; a file in order of time is then
 * streamed, another one is sorted in memory as long as it is no larger than a bound.
 */
public final class HistoryFile implements History {

  /** An unsorted file of more characters of text than this is refused: some 512 MB of memory. */
  public static final long MOST_UNSORTED_CHARACTERS = 200_000_000L;

  private final Path file;
  private final Reading reading;
  private final Extent extent;

  /**
   * How a file is read.
   *
   * @param asOf which time counts
   * @param range what is taken of it
   * @param zone zone of times that state none; null refuses such times
   * @param mostUnsorted characters that are sorted in memory at most
   */
  public record Reading(AsOf asOf, TimeRange range, @Nullable ZoneId zone, long mostUnsorted) {

    /** Reads all by the time seen, with the usual bound. */
    public static Reading defaults() {
      return new Reading(AsOf.SEEN, TimeRange.ALL, null, MOST_UNSORTED_CHARACTERS);
    }
  }

  private HistoryFile(Path file, Reading reading, Extent extent) {
    this.file = file;
    this.reading = reading;
    this.extent = extent;
  }

  /**
   * Checks a file and gives its history.
   *
   * @throws HistoryException if it is missing, has lines that are no posts, has no post in the
   *     range, or is unsorted and too large to be sorted here
   * @throws IOException if the device fails
   */
  public static History open(Path file, Reading reading) throws IOException {
    return openIfAny(file, reading)
        .orElseThrow(() -> problem(file, "has no post in the range " + reading.range()));
  }

  /** The same; empty where it has no post in the range. */
  static Optional<History> openIfAny(Path file, Reading reading) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw problem(file, Files.exists(file) ? "is not a file" : "does not exist");
    }
    Scan scan = scan(file, reading);
    Optional<Extent> extent = scan.extent();
    if (extent.isEmpty()) {
      return Optional.empty();
    }
    if (scan.sorted) {
      return Optional.of(new HistoryFile(file, reading, extent.get()));
    }
    if (scan.characters > reading.mostUnsorted()) {
      throw problem(file, unsorted(scan, reading));
    }
    return Optional.of(sorted(file, reading));
  }

  private static String unsorted(Scan scan, Reading reading) {
    return String.format(
        Locale.ROOT,
        "is not in the order of time (line %d is earlier than the one before) and with %d characters"
            + " larger than what is sorted in memory (%d); sort it first, for instance with"
            + " jq -cs 'sort_by(.seenAt // .publishedAt)[]'",
        scan.firstUnsorted,
        scan.characters,
        reading.mostUnsorted());
  }

  private static HistoryException problem(Path file, String what) {
    return new HistoryException(file.toString(), List.of(what));
  }

  private static Scan scan(Path file, Reading reading) throws IOException {
    Scan scan = new Scan(reading);
    try (JsonLinesReader lines = new JsonLinesReader(Files.newInputStream(file), reading.zone())) {
      Optional<PostLine> line = lines.next();
      while (line.isPresent() && scan.problems.size() < HistoryException.MOST_PROBLEMS) {
        scan.add(line.get());
        line = lines.next();
      }
    }
    if (!scan.problems.isEmpty()) {
      throw new HistoryException(file.toString(), scan.problems);
    }
    return scan;
  }

  private static History sorted(Path file, Reading reading) throws IOException {
    List<TimedPost> posts = new ArrayList<>();
    try (Cursor cursor = new FileCursor(file, reading)) {
      Optional<TimedPost> post = cursor.next();
      while (post.isPresent()) {
        posts.add(post.get());
        post = cursor.next();
      }
    }
    posts.sort(Comparator.comparing(TimedPost::time));
    return History.ordered(List.copyOf(posts));
  }

  @Override
  public Extent extent() {
    return extent;
  }

  @Override
  public Cursor open() throws IOException {
    return new FileCursor(file, reading);
  }

  /** What one pass over a file finds out. */
  private static final class Scan {
    private final Reading reading;
    private final List<String> problems = new ArrayList<>();
    private long posts;
    private long characters;
    private boolean sorted = true;
    private long firstUnsorted;
    private @Nullable Instant earliest;
    private @Nullable Instant latest;

    Scan(Reading reading) {
      this.reading = reading;
    }

    void add(PostLine line) {
      if (line instanceof PostLine.Malformed malformed) {
        problems.add(malformed.message());
      } else if (line instanceof PostLine.Read read) {
        add(read);
      }
    }

    private void add(PostLine.Read read) {
      Optional<Instant> time = reading.asOf().timeOf(read.post());
      if (time.isEmpty()) {
        problems.add("line " + read.number() + ": has neither seenAt nor publishedAt");
      } else if (reading.range().contains(time.get())) {
        add(read, time.get());
      }
    }

    private void add(PostLine.Read read, Instant time) {
      posts++;
      characters += read.post().characters();
      if (latest != null && time.isBefore(latest) && sorted) {
        sorted = false;
        firstUnsorted = read.number();
      }
      earliest = earliest == null || time.isBefore(earliest) ? time : earliest;
      latest = latest == null || time.isAfter(latest) ? time : latest;
    }

    Optional<Extent> extent() {
      return earliest == null || latest == null
          ? Optional.empty()
          : Optional.of(new Extent(posts, earliest, latest));
    }
  }

  /** A place in the file; only what is in the range comes. */
  private static final class FileCursor implements Cursor {
    private final Reading reading;
    private final JsonLinesReader lines;

    FileCursor(Path file, Reading reading) throws IOException {
      this.reading = reading;
      this.lines = new JsonLinesReader(Files.newInputStream(file), reading.zone());
    }

    @Override
    public Optional<TimedPost> next() throws IOException {
      Optional<PostLine> line = lines.next();
      while (line.isPresent()) {
        Optional<TimedPost> post = timed(line.get());
        if (post.isPresent()) {
          return post;
        }
        line = lines.next();
      }
      return Optional.empty();
    }

    private Optional<TimedPost> timed(PostLine line) throws IOException {
      if (line instanceof PostLine.Read read) {
        return reading
            .asOf()
            .timeOf(read.post())
            .filter(reading.range()::contains)
            .map(time -> new TimedPost(time, read.post()));
      }
      throw new IOException("the file was changed while it was read, line " + line.number());
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
