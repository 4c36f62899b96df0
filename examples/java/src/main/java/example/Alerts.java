package example;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints Tocsin's alerts, one line an event, as they open, change, end or are taken back. */
public final class Alerts {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Map<String, String> RECORDS =
      Map.of("alerts", "AlertEvent", "posts.enriched", "EnrichedPost");

  private final Options options;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Decoder decoder;
  private final Function<GenericRecord, Line> describe;
  private final LatestStates states = new LatestStates();
  private int printed;

  private Alerts(Options options, KafkaConsumer<String, byte[]> consumer) throws IOException {
    this.options = options;
    this.consumer = consumer;
    this.decoder = new Decoder(options.registry(), RECORDS.get(options.topic()));
    this.describe = options.topic().equals("alerts") ? Line::ofAlert : Line::ofPost;
  }

  /** Ends with 0 after {@code --max} events, with 1 when the world is broken, with 2 when misused. */
  public static void main(String[] args) throws Exception {
    try {
      Options options = Options.of(args, System.getenv());
      if (!RECORDS.containsKey(options.topic())) {
        throw new IllegalArgumentException("--topic " + options.topic() + ": expected one of " + RECORDS.keySet());
      }
      run(options);
    } catch (WorldBroken | KafkaException reason) {
      System.err.println("alerts: " + reason.getMessage());
      System.exit(1);
    } catch (IllegalArgumentException misuse) {
      System.err.println("alerts: " + misuse.getMessage() + "\n" + Options.USAGE);
      System.exit(2);
    }
  }

  private static void run(Options options) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings(options), new StringDeserializer(), new ByteArrayDeserializer())) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(consumer, closed)));
      requireTopic(options, consumer);
      new Alerts(options, consumer).follow();
    } catch (WakeupException stopped) {
      // SIGTERM or Ctrl-C
    } finally {
      closed.countDown();
    }
  }

  /** What a SIGTERM does: waits until the consumer has left its group. */
  private static void stop(KafkaConsumer<?, ?> consumer, CountDownLatch closed) {
    consumer.wakeup();
    try {
      closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  private static Properties settings(Options options) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", options.bootstrapServers());
    settings.put("group.id", options.group());
    settings.put("auto.offset.reset", "earliest"); // a new group begins with the oldest alert that is kept
    settings.put("isolation.level", "read_committed"); // the default of Kafka's Java client is not
    settings.put("enable.auto.commit", "false"); // the place moves on when a record is done with
    settings.put("allow.auto.create.topics", "false");
    settings.putAll(options.kafka());
    return settings;
  }

  private static void requireTopic(Options options, KafkaConsumer<?, ?> consumer) {
    try {
      if (consumer.partitionsFor(options.topicName(), PATIENCE).isEmpty()) {
        throw new WorldBroken("topic " + options.topicName() + " (--namespace, --topic) is not there", null);
      }
    } catch (TimeoutException silence) {
      throw new WorldBroken(
          "no broker at " + options.bootstrapServers() + " (--bootstrap-servers): " + silence.getMessage(), silence);
    }
  }

  private void follow() throws InterruptedException {
    consumer.subscribe(List.of(options.topicName()));
    while (!enough()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
        if (enough()) {
          break;
        }
        take(record);
        // at once, because alerts are few; a busier consumer commits once a poll
        consumer.commitSync(
            Map.of(
                new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1)));
      }
    }
  }

  private boolean enough() {
    return options.max() > 0 && printed >= options.max();
  }

  private void take(ConsumerRecord<String, byte[]> record) throws InterruptedException {
    if (record.value() == null) {
      return; // a control record such as a watermark
    }
    try {
      Line line = describe.apply(decoder.decode(record.value()));
      if (states.take(line.id(), line.sequence())) {
        System.out.println(line.text());
        printed++;
      }
    } catch (Undecodable reason) {
      System.err.printf(
          "skipped: %s, partition %d, offset %d: %s%n",
          record.topic(), record.partition(), record.offset(), reason.getMessage());
    }
  }
}
