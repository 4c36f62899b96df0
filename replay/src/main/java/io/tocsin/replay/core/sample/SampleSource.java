package io.tocsin.replay.core.sample;

import java.util.List;
import java.util.Random;

/**
 * A source of the sample and its habits.
 *
 * @param name its name
 * @param storiesPerDay stories of its own on a weekday
 * @param weekend share of them on a Saturday or Sunday
 * @param rhythm relative weight of the 24 hours of the day, UTC
 * @param pollMinutes how often its feed is polled: what is published in between arrives together
 * @param wire true for an agency, whose texts others print
 */
record SampleSource(
    String name,
    int storiesPerDay,
    double weekend,
    List<Integer> rhythm,
    int pollMinutes,
    boolean wire) {

  private static final int HOURS = 24;

  private static final List<Integer> AGENCY =
      List.of(3, 2, 2, 2, 3, 4, 6, 8, 9, 9, 9, 9, 8, 9, 9, 9, 9, 8, 7, 6, 5, 5, 4, 3);
  private static final List<Integer> PAPER =
      List.of(1, 0, 0, 0, 1, 6, 9, 9, 7, 6, 6, 7, 6, 5, 6, 7, 8, 8, 6, 4, 3, 3, 2, 1);
  private static final List<Integer> EVENING =
      List.of(0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 7, 8, 8, 8, 9, 9, 9, 8, 6, 4, 2, 1, 1, 0);
  private static final List<Integer> RADIO =
      List.of(2, 1, 1, 1, 2, 6, 9, 9, 6, 4, 4, 8, 8, 4, 4, 6, 9, 9, 6, 4, 3, 3, 3, 2);

  /** The sources of the two ordinary weeks; the crisis day has the same ones. */
  static final List<SampleSource> ALL =
      List.of(
          new SampleSource("wire-north", 24, 0.7, AGENCY, 2, true),
          new SampleSource("wire-south", 18, 0.7, AGENCY, 2, true),
          new SampleSource("wire-east", 14, 0.8, AGENCY, 3, true),
          new SampleSource("liveblog-desk", 12, 0.5, AGENCY, 1, false),
          new SampleSource("metro-daily", 14, 0.6, PAPER, 10, false),
          new SampleSource("city-courier", 12, 0.6, PAPER, 15, false),
          new SampleSource("coast-gazette", 9, 0.5, PAPER, 15, false),
          new SampleSource("harbour-times", 9, 0.5, PAPER, 20, false),
          new SampleSource("valley-chronicle", 7, 0.6, PAPER, 20, false),
          new SampleSource("evening-sheet", 10, 0.4, EVENING, 15, false),
          new SampleSource("radio-one-news", 12, 0.9, RADIO, 5, false),
          new SampleSource("business-ticker", 10, 0.1, EVENING, 5, false));

  SampleSource {
    rhythm = List.copyOf(rhythm);
    if (rhythm.size() != HOURS) {
      throw new IllegalArgumentException("a day has 24 hours, not " + rhythm.size());
    }
  }

  /** An hour of the day, drawn by the rhythm. */
  int hour(Random random) {
    int ticket = random.nextInt(rhythm.stream().mapToInt(Integer::intValue).sum());
    int hour = 0;
    while (ticket >= rhythm.get(hour)) {
      ticket -= rhythm.get(hour);
      hour++;
    }
    return hour;
  }
}
