package io.tocsin.benchmarks.speed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tocsin.alerts.core.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Raw posts at a steady rate, until it is closed; some of them are marked: each has a word of its
 * own, on which a rule of its own rings, since another source said it some seconds before.
 */
final class MarkedNews implements AutoCloseable {
  /** Source of the marked posts, and what the ids of their rules begin with. */
  private static final String MARK = "mark";

  /** Source of the posts that say the word of a marked one some seconds before it. */
  private static final String HERALD = "herald";

  /** So many marks ahead of the marked post comes its herald. */
  private static final int AHEAD = 50;

  private static final int SOURCES = 40;
  private static final int BODIES = 2_000;
  private static final int LETTERS = 26;
  private static final JsonMapper JSON = new JsonMapper();

  private final String topic;
  private final Journeys journeys;
  private final long nanosAPost;
  private final int postsAMark;
  private final int marks;
  private final List<String> bodies;
  private final Producer<byte[], byte[]> producer;
  private final Thread thread = new Thread(this::run, "news");
  private volatile boolean stopped;
  private volatile int sent;

  private MarkedNews(
      String topic,
      Map<String, Object> kafka,
      Journeys journeys,
      int rate,
      int marksASecond,
      int marks) {
    this.topic = topic;
    this.journeys = journeys;
    this.nanosAPost = Duration.ofSeconds(1).toNanos() / rate;
    this.postsAMark = rate / marksASecond;
    this.marks = marks;
    PostBodies made = new PostBodies(1);
    this.bodies = IntStream.range(0, BODIES).mapToObj(i -> made.body("plain")).toList();
    this.producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Begins.
   *
   * @param rate posts a second, the marked ones among them
   * @param marks as many are marked at most, for there are no more rules
   */
  static MarkedNews start(
      String topic,
      Map<String, String> kafka,
      Journeys journeys,
      int rate,
      int marksASecond,
      int marks) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("acks", "all");
    settings.put("linger.ms", 0);
    MarkedNews news = new MarkedNews(topic, settings, journeys, rate, marksASecond, marks);
    news.thread.start();
    return news;
  }

  /** A rule for each marked post, which rings at the second voice: the herald's was the first. */
  static List<Rule> rules(int marks) {
    return IntStream.range(0, marks)
        .mapToObj(
            mark ->
                Rule.builder(MARK + ":" + mark)
                    .hash(MARK + mark)
                    .match(word(mark))
                    .ratio(new Rule.Ratio(1.5, Duration.ofMinutes(10), 1, 2))
                    .minimum(new Rule.Minimum(2, 2))
                    .build())
        .toList();
  }

  /** The number in the key of a marked post, its mention or its alert; -1 in other keys. */
  static int numberIn(@Nullable String key) {
    if (key == null || !key.startsWith(MARK + ":")) {
      return -1;
    }
    int bar = key.indexOf('|');
    return Integer.parseInt(key.substring(MARK.length() + 1, bar < 0 ? key.length() : bar));
  }

  private static String word(int mark) {
    StringBuilder word = new StringBuilder("zq");
    for (int rest = mark, i = 0; i < 4; i++, rest /= LETTERS) {
      word.append((char) ('a' + rest % LETTERS));
    }
    return word.append("xo").toString();
  }

  /** How many posts were sent. */
  int sent() {
    return sent;
  }

  private void run() {
    IntStream.range(0, Math.min(AHEAD, marks)).forEach(this::sendHerald);
    long begin = System.nanoTime();
    for (int number = 0; !stopped; number++) {
      long due = begin + number * nanosAPost;
      while (System.nanoTime() < due && !stopped) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      int mark = number / postsAMark;
      if (number % postsAMark == postsAMark - 1 && mark < marks) {
        sendMarked(mark);
      } else if (number % postsAMark == 0 && mark + AHEAD < marks) {
        sendHerald(mark + AHEAD);
      } else {
        send(post("source-" + number % SOURCES, Integer.toString(number), body(number)));
      }
      sent = number + 1;
    }
  }

  private String body(int number) {
    return bodies.get(number % BODIES);
  }

  private void sendHerald(int mark) {
    send(post(HERALD, Integer.toString(mark), telling(mark, body(mark + BODIES / 2))));
  }

  private static String telling(int mark, String body) {
    return "The " + word(mark) + " was seen. " + body;
  }

  private void sendMarked(int mark) {
    ProducerRecord<byte[], byte[]> record =
        post(MARK, Integer.toString(mark), telling(mark, body(mark)));
    journeys.sent(mark);
    var unused =
        producer.send(
            record,
            (metadata, failure) -> {
              if (failure == null) {
                journeys.reached(mark, Hop.RAW);
              }
            });
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    var unused = producer.send(record);
  }

  private ProducerRecord<byte[], byte[]> post(String source, String id, String body) {
    try {
      Map<String, String> post =
          Map.of("source", source, "id", id, "title", "Harbour news " + id, "body", body);
      return new ProducerRecord<>(
          topic, (source + ":" + id).getBytes(UTF_8), JSON.writeValueAsBytes(post));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
