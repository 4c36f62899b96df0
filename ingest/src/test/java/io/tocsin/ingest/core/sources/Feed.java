package io.tocsin.ingest.core.sources;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Feeds a book and keeps what it tells. */
final class Feed {
  static final Instant BEGIN = Instant.parse("2022-02-07T00:00:00Z"); // a Monday
  static final long MINUTE = SourceWatch.MINUTE;

  final List<SourceOutput> outputs = new ArrayList<>();
  private final SourceRules rules;
  private SourceBook book;

  Feed(SourceRules rules) {
    this.rules = rules;
    this.book = new SourceBook(rules);
  }

  Feed() {
    this(SourceRules.DEFAULT);
  }

  static long at(Duration after) {
    return BEGIN.plus(after).toEpochMilli();
  }

  SourceBook book() {
    return book;
  }

  void post(String source, long time, int posts) {
    long minute = Math.floorDiv(time, MINUTE) * MINUTE;
    book.passTo(minute, outputs::add);
    book.post(source, minute, posts, time, outputs::add);
  }

  void passTo(long time) {
    book.passTo(Math.floorDiv(time, MINUTE) * MINUTE, outputs::add);
  }

  /** A post every so often, from one time to another. */
  Feed steady(String source, Duration from, Duration to, Duration every) {
    for (long time = at(from); time < at(to); time += every.toMillis()) {
      post(source, time, 1);
    }
    return this;
  }

  /** Posts by chance, so many an hour. */
  Feed random(String source, Duration from, Duration to, double perHour, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double time = at(from);
    while (time < at(to)) {
      post(source, (long) time, 1);
      time += -StrictMath.log(1 - random.nextDouble()) / perHour * Rhythm.HOUR;
    }
    return this;
  }

  /** All that is known, written and read again, as after a restart. */
  void restart() {
    SourceBook restored = new SourceBook(rules);
    for (String source : book.names()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        book.write(source, new DataOutputStream(bytes));
        restored.read(source, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    book = restored;
  }

  List<SourceOutput.Event> events() {
    return outputs.stream()
        .filter(SourceOutput.Event.class::isInstance)
        .map(SourceOutput.Event.class::cast)
        .toList();
  }

  List<SourceOutput.Kind> kinds() {
    return events().stream().map(SourceOutput.Event::kind).toList();
  }

  SourceOutput.Report latest() {
    return outputs.stream()
        .filter(SourceOutput.Report.class::isInstance)
        .map(SourceOutput.Report.class::cast)
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
