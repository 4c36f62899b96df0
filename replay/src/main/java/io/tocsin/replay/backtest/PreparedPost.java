package io.tocsin.replay.backtest;

import io.tocsin.ingest.core.CleanPost;
import io.tocsin.ingest.core.Reading;
import io.tocsin.replay.core.PostLine;
import org.jspecify.annotations.Nullable;

/** What became of a line of a history: a post, or the reason why there is none. */
sealed interface PreparedPost {

  /** Place of the file among those given, from 0. */
  int file();

  /** Number of the line, from 1. */
  long number();

  /** A line that is a post in the range. */
  record Timed(int file, long number, long time, Reading<CleanPost> reading)
      implements PreparedPost {

    /** The clean post; null of one that ingest rejects. */
    @Nullable CleanPost post() {
      return reading instanceof Reading.Accepted<CleanPost> accepted ? accepted.value() : null;
    }
  }

  /** A line that is no post. */
  record Bad(int file, PostLine.Malformed problem) implements PreparedPost {

    @Override
    public long number() {
      return problem.number();
    }
  }
}
