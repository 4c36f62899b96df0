package io.tocsin.benchmarks.sources;

import io.tocsin.ingest.core.sources.SourceBook;
import io.tocsin.ingest.core.sources.SourceOutput;
import io.tocsin.ingest.core.sources.SourceRules;
import java.util.ArrayList;
import java.util.List;

/** One source through the product's own watch. */
final class SourceRun {
  private static final long MINUTE = 60_000;

  private SourceRun() {}

  /**
   * What happens to a source.
   *
   * @param posts times of its posts, ascending, in milliseconds
   * @param end how far the clock goes
   */
  static List<SourceOutput> of(long[] posts, long end) {
    SourceBook book = new SourceBook(SourceRules.DEFAULT);
    List<SourceOutput> outputs = new ArrayList<>();
    int next = 0;
    while (next < posts.length) {
      long minute = Math.floorDiv(posts[next], MINUTE) * MINUTE;
      int first = next;
      while (next < posts.length && posts[next] < minute + MINUTE) {
        next++;
      }
      book.passTo(minute, outputs::add);
      book.post("source", minute, next - first, posts[next - 1], outputs::add);
    }
    book.passTo(end, outputs::add);
    return outputs;
  }
}
