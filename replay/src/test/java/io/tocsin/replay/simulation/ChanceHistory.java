package io.tocsin.replay.simulation;

import io.tocsin.runtime.probe.ProbeRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Histories that chance makes, and rules by which many events of all kinds come out of them. */
public final class ChanceHistory {

  private static final byte[] RULES = yaml().getBytes(StandardCharsets.UTF_8);

  private ChanceHistory() {}

  /** Rules that ring at the first mention, as YAML in UTF-8. */
  public static byte[] rules() {
    return RULES.clone();
  }

  private static String yaml() {
    return """
              rules:
                - id: leave
                  match: evacuate OR evacuation
                  scope: country
                  windows: [10m, 1h]
                  falseAlarms: 2 per 1d
                  minimum: {voices: 1, sources: 1}
                  severity: {warning: 1 voices, critical: {voices: 3, sources: 2}}
                  cooldown: 6h
                - id: any-invasion
                  match: invasion
                  windows: [1h, 4h]
                  falseAlarms: 1 per 2d
                  minimum: {voices: 2, sources: 1}
                  cooldown: 6h
                - id: by-place
                  match: evacuate OR invasion
                  scope: place
                  windows: [1h]
                  falseAlarms: 1 per 1d
                  minimum: {voices: 1, sources: 1}
                - id: by-source
                  match: evacuate
                  scope: source
                  windows: [2h]
                  falseAlarms: 1 per 2d
                  minimum: {voices: 2}
                - id: any-name
                  watch: entity
                  windows: [1h, 4h]
                  falseAlarms: 1 per 2d
                  minimum: {voices: 2, sources: 2}
                - id: any-topic
                  watch: tag
                  windows: [1h]
                  falseAlarms: 1 per 2d
                  minimum: {voices: 2, sources: 2}
              """;
  }

  /**
   * Some days of posts, edits, kills, takedowns and re-deliveries, many of them at the same
   * instant.
   */
  public static List<Delivery> posts(Random random) {
    List<Delivery> history = new ArrayList<>();
    long start = Instant.parse("2022-02-11T00:00:00Z").toEpochMilli();
    int size = 20 + random.nextInt(60);
    for (int i = 0; i < size; i++) {
      long time =
          start + random.nextInt(1 + random.nextInt(300)) * Duration.ofMinutes(7).toMillis();
      history.add(post(random, time));
    }
    history.sort(Comparator.comparingLong(Delivery::time).thenComparing(Delivery::key));
    return history;
  }

  /** The same, and with each post one of the end-to-end probe that says the same. */
  public static List<Delivery> withProbe(List<Delivery> history) {
    List<Delivery> probed = new ArrayList<>(history);
    for (int i = 0; i < history.size(); i++) {
      Delivery post = history.get(i);
      String id = Integer.toString(i % 3);
      String json =
          new String(post.json(), StandardCharsets.UTF_8)
              .replaceFirst(
                  "\"source\":\"[^\"]*\",\"id\":\"[^\"]*\"",
                  "\"source\":\"" + ProbeRecords.SOURCE + "\",\"id\":\"" + id + "\"");
      probed.add(
          new Delivery(post.time(), ProbeRecords.key(id), json.getBytes(StandardCharsets.UTF_8)));
    }
    probed.sort(Comparator.comparingLong(Delivery::time).thenComparing(Delivery::key));
    return probed;
  }

  private static Delivery post(Random random, long time) {
    String source = "source-" + random.nextInt(4);
    String id = Integer.toString(random.nextInt(9));
    String status =
        switch (random.nextInt(20)) {
          case 0 -> "canceled";
          case 1 -> "canceled\",\"erase\":true,\"note\":\"takedown";
          default -> "usable";
        };
    String text =
        TEXTS.get(random.nextInt(TEXTS.size())) + (random.nextInt(3) == 0 ? "" : own(random));
    String json =
        String.format(
            Locale.ROOT,
            "{\"source\":\"%s\",\"id\":\"%s\",\"status\":\"%s\",\"title\":\"Note %d\",\"body\":\"%s\","
                + "\"language\":\"en\"}",
            source,
            id,
            status,
            random.nextInt(3),
            text);
    return new Delivery(time, source + ":" + id, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Words of a post's own, so that it is no copy of the others. */
  private static String own(Random random) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 25; i++) {
      words.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return words.append('.').toString();
  }

  private static final List<String> WORDS =
      List.of(
          ("river bridge market school tram lamp window paper garden stone copper winter summer letter"
                  + " kitchen doctor teacher engine harvest cloud thunder silver morning evening ticket"
                  + " bakery cinema harbour forest mountain village station platform music theatre")
              .split(" "));

  private static final List<String> TEXTS =
      List.of(
          "Two districts of Kyiv are told to evacuate before the evening, the mayor said.",
          "The mayor says that there is no order to evacuate Kyiv, and that shops stay open.",
          "France has begun the evacuation of its embassy; Germany watches.",
          "An invasion is feared in Ukraine, officials in Poland said on Friday.",
          "An invasion is feared in Ukraine, officials in Poland said on Friday evening.",
          "The harvest was good this year, farmers said, and prices fall.");
}
