package io.tocsin.replay.core.sample;

import io.tocsin.replay.core.RecordedPost;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Writes ordinary days of news: some 150 to 300 posts a day by twelve sources with their daily and
 * weekly rhythm, feeds that arrive in clumps, agency texts printed by several papers, second
 * accounts in other words, updates and re-deliveries. Words that ring in a crisis turn up in their
 * ordinary use (a house that was evacuated, an invasion of mussels) at a low rate. Everything
 * follows from the seed: same seed, same posts, on every Java (only {@link Random}, whose algorithm
 * is specified, is drawn from).
 */
public final class SampleGenerator {

  /** Order of a history: by time seen, then by post key. */
  static final Comparator<RecordedPost> BY_SEEN =
      Comparator.comparing((RecordedPost post) -> Objects.requireNonNull(post.seenAt()))
          .thenComparing(RecordedPost::postKey);

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
  private static final int CLUMPED_PERCENT = 55;
  private static final int PRINTED_PERCENT = 35;
  private static final int RETOLD_PERCENT = 12;
  private static final int UPDATED_PERCENT = 7;
  private static final int REDELIVERED_PERCENT = 2;
  private static final int MOST_PRINTS = 4;
  private static final int SECONDS_PER_HOUR = 3_600;
  private static final int CLUMP_SECONDS = 1_500;

  private final StoryBook book = StoryBook.ours();
  private final Random random;
  private final List<RecordedPost> posts = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  private SampleGenerator(long seed) {
    this.random = new Random(seed);
  }

  /**
   * The posts of some days.
   *
   * @param seed what everything follows from
   * @param first the first day, UTC
   * @param days how many days; nothing is seen after the last
   * @return the posts, by time seen
   */
  public static List<RecordedPost> generate(long seed, LocalDate first, int days) {
    SampleGenerator generator = new SampleGenerator(seed);
    for (int day = 0; day < days; day++) {
      generator.writeDay(first.plusDays(day));
    }
    Instant end = first.plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant();
    return generator.posts.stream()
        .filter(post -> Objects.requireNonNull(post.seenAt()).isBefore(end))
        .sorted(BY_SEEN)
        .toList();
  }

  private void writeDay(LocalDate day) {
    numbers.clear();
    for (SampleSource source : SampleSource.ALL) {
      List<Instant> clumps = List.of(moment(source, day), moment(source, day), moment(source, day));
      int stories = storiesOn(source, day);
      for (int number = 0; number < stories; number++) {
        writeStory(source, day, time(source, day, clumps));
      }
    }
  }

  private int storiesOn(SampleSource source, LocalDate day) {
    boolean weekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    double mean = source.storiesPerDay() * (weekend ? source.weekend() : 1.0);
    return (int) (mean * (0.8 + 0.4 * random.nextDouble()) + 0.5);
  }

  private Instant time(SampleSource source, LocalDate day, List<Instant> clumps) {
    if (chance(CLUMPED_PERCENT)) {
      Instant clump = clumps.get(random.nextInt(clumps.size()));
      return clump.plusSeconds(random.nextInt(CLUMP_SECONDS));
    }
    return moment(source, day);
  }

  private Instant moment(SampleSource source, LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC)
        .plusHours(source.hour(random))
        .plusSeconds(random.nextInt(SECONDS_PER_HOUR))
        .toInstant();
  }

  private void writeStory(SampleSource source, LocalDate day, Instant at) {
    Story story = book.draw(random, day);
    Story.Telling telling = story.tell(random);
    publish(source, day, at, telling.title(), telling.body());
    if (source.wire() && chance(PRINTED_PERCENT)) {
      print(source, day, at, telling);
    }
    if (chance(RETOLD_PERCENT)) {
      Story.Telling other = story.tell(random);
      publish(otherThan(source), day, later(at, 10, 120), other.title(), other.body());
    }
  }

  private void print(SampleSource agency, LocalDate day, Instant at, Story.Telling telling) {
    int prints = 1 + random.nextInt(MOST_PRINTS);
    for (int print = 0; print < prints; print++) {
      String body =
          switch (random.nextInt(3)) {
            case 0 -> telling.body();
            case 1 -> "(" + agency.name() + ") " + telling.body();
            default ->
                String.join(" ", telling.sentences().subList(0, telling.sentences().size() - 1));
          };
      publish(paper(), day, later(at, 4, 55), telling.title(), body);
    }
  }

  private void publish(SampleSource source, LocalDate day, Instant at, String title, String body) {
    int number = numbers.merge(source.name(), 1, Integer::sum);
    String id = day.format(DAY) + String.format(Locale.ROOT, "-%03d", number);
    RecordedPost.Builder post =
        RecordedPost.post(source.name(), id)
            .publishedAt(at)
            .title(title)
            .body(body)
            .url("https://" + source.name() + ".example/" + id)
            .language("en")
            .seenAt(seen(source, at));
    posts.add(post.build());
    if (chance(UPDATED_PERCENT)) {
      Instant updated = later(at, 15, 120);
      post.updatedAt(updated).body(body + " More follows.").seenAt(seen(source, updated));
      posts.add(post.build());
    }
    if (chance(REDELIVERED_PERCENT)) {
      posts.add(post.seenAt(seen(source, later(at, 130, 240))).build());
    }
  }

  /** The next poll of the source's feed, and a moment more for the download. */
  private Instant seen(SampleSource source, Instant at) {
    long poll = Duration.ofMinutes(source.pollMinutes()).toMillis();
    long next = (at.toEpochMilli() / poll + 1) * poll;
    return Instant.ofEpochMilli(next + random.nextInt(4_000));
  }

  private Instant later(Instant at, int fromMinutes, int toMinutes) {
    return at.plusSeconds(60L * (fromMinutes + random.nextInt(toMinutes - fromMinutes)));
  }

  private SampleSource paper() {
    List<SampleSource> papers = SampleSource.ALL.stream().filter(source -> !source.wire()).toList();
    return papers.get(random.nextInt(papers.size()));
  }

  private SampleSource otherThan(SampleSource source) {
    List<SampleSource> others =
        SampleSource.ALL.stream().filter(other -> !other.equals(source)).toList();
    return others.get(random.nextInt(others.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
