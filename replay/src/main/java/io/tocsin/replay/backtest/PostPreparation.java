package io.tocsin.replay.backtest;

import io.tocsin.ingest.core.PartitionClock.Admission;
import io.tocsin.replay.core.HistoryFile;
import io.tocsin.replay.core.JsonLinesReader;
import io.tocsin.replay.core.PostJson;
import io.tocsin.replay.core.PostLine;
import io.tocsin.replay.core.RecordedPost;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads lines into posts as a replay sends them and ingest takes them, each on its own. Posts come
 * in the order of time, so none is ever late.
 */
final class PostPreparation {

  private final PostStages stages;
  private final HistoryFile.Reading reading;

  PostPreparation(PostStages stages, HistoryFile.Reading reading) {
    this.stages = stages;
    this.reading = reading;
  }

  /** What the lines turn out to be; blank lines and posts outside the range are left out. */
  List<PreparedPost> prepare(List<SourcedLine> lines) {
    List<PreparedPost> prepared = new ArrayList<>(lines.size());
    lines.forEach(line -> prepare(line).ifPresent(prepared::add));
    return prepared;
  }

  private Optional<PreparedPost> prepare(SourcedLine line) {
    return JsonLinesReader.read(line.line(), reading.zone()).flatMap(post -> take(line, post));
  }

  private Optional<PreparedPost> take(SourcedLine line, PostLine read) {
    if (read instanceof PostLine.Read post) {
      Optional<Instant> time = reading.asOf().timeOf(post.post());
      return time.isEmpty()
          ? Optional.of(new PreparedPost.Bad(line.file(), withoutTime(post)))
          : time.filter(reading.range()::contains).map(at -> timed(line, at, post.post()));
    }
    return Optional.of(new PreparedPost.Bad(line.file(), (PostLine.Malformed) read));
  }

  private PreparedPost timed(SourcedLine line, Instant time, RecordedPost post) {
    byte[] json = PostJson.write(post).getBytes(StandardCharsets.UTF_8);
    long millis = time.toEpochMilli();
    return new PreparedPost.Timed(
        line.file(), line.line().number(), millis, stages.read(json, new Admission(millis, false)));
  }

  static PostLine.Malformed withoutTime(PostLine.Read post) {
    return new PostLine.Malformed(
        post.number(), "seenAt", "missing", "this or publishedAt, so that the post has a time");
  }
}
