package io.tocsin.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.deadletters.DeadLetters;
import io.tocsin.runtime.deadletters.Reason;
import io.tocsin.runtime.service.StreamsApp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A service that counts words and does what the word says: fail, refuse, write too much, hang. */
final class WordApp implements StreamsApp {
  static final int OUT_MAX_BYTES = 1 << 20;

  /** Whoever has heard the word "hang" waits for it. */
  final CountDownLatch released = new CountDownLatch(1);

  /** While it is held, no consumer comes back from asking for records. */
  final ReentrantLock polls = new ReentrantLock();

  /** So many of the next commits find their transaction given up by the broker. */
  final AtomicInteger lostCommits = new AtomicInteger();

  private final String namespace;

  WordApp(ServiceConfig config) {
    this.namespace = config.namespace();
  }

  @Override
  public String name() {
    return "words";
  }

  @Override
  public Topology topology() {
    var bytes = Serdes.ByteArray();
    return new Topology()
        .addSource("hear", bytes.deserializer(), words(), namespace + ".in")
        .addProcessor("count-words", () -> new CountWords("say", "refuse", released), "hear")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore("word-store"), Serdes.String(), Serdes.Long()),
            "count-words")
        .addSink("say", namespace + ".out", bytes.serializer(), bytes.serializer(), "count-words")
        .addSink(
            "refuse",
            namespace + ".words.dead-letters",
            bytes.serializer(),
            bytes.serializer(),
            "count-words");
  }

  @Override
  public Optional<KafkaClientSupplier> clientSupplier() {
    return Optional.of(
        new DefaultKafkaClientSupplier() {
          @Override
          public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
            return new HeldConsumer(settings);
          }

          @Override
          public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
            return new LosingProducer(settings);
          }
        });
  }

  private final class HeldConsumer extends KafkaConsumer<byte[], byte[]> {

    private HeldConsumer(Map<String, Object> settings) {
      super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
      polls.lock();
      try {
        return records;
      } finally {
        polls.unlock();
      }
    }
  }

  private final class LosingProducer extends KafkaProducer<byte[], byte[]> {

    private LosingProducer(Map<String, Object> settings) {
      super(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void commitTransaction() {
      if (lostCommits.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        abortTransaction();
        throw new InvalidTxnStateException("given up by the broker");
      }
      super.commitTransaction();
    }
  }

  private static Deserializer<String> words() {
    return (topic, value) -> {
      String word = new String(value, UTF_8);
      if (word.equals("unreadable")) {
        throw new SerializationException("not a word");
      }
      return word;
    };
  }

  @Override
  public List<NewTopic> topics() {
    return List.of(
        topic(".in", 2, Map.of("max.message.bytes", Integer.toString(8 << 20))),
        topic(
            ".out",
            2,
            Map.of(
                "max.message.bytes", Integer.toString(OUT_MAX_BYTES),
                "cleanup.policy", "delete",
                "retention.ms", "-1")),
        topic(".words.dead-letters", 1, Map.of("max.message.bytes", Integer.toString(2 << 20))));
  }

  private NewTopic topic(String name, int partitions, Map<String, String> settings) {
    return new NewTopic(namespace + name, partitions, (short) 1).configs(settings);
  }

  /** Answers each word with how often it was heard. */
  private record CountWords(
      String out, String deadLetters, CountDownLatch released, Context context)
      implements Processor<byte[], String, byte[], byte[]> {

    /** What a processor is given when it starts. */
    private static final class Context {
      private ProcessorContext<byte[], byte[]> processor;
      private KeyValueStore<String, Long> counts;
    }

    CountWords(String out, String deadLetters, CountDownLatch released) {
      this(out, deadLetters, released, new Context());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processor) {
      context.processor = processor;
      context.counts = Objects.requireNonNull(processor.getStateStore("word-store"));
    }

    @Override
    public void process(Record<byte[], String> record) {
      String word = record.value();
      switch (word) {
        case "bug" -> throw new IllegalStateException("a bug");
        case "huge" -> say(record, incompressible(3 * OUT_MAX_BYTES));
        case "refused" -> refuse(record);
        case "hang" -> hang(record);
        default -> say(record, (word.length() + " " + count(word)).getBytes(UTF_8));
      }
    }

    private void hang(Record<byte[], String> record) {
      try {
        released.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      say(record, "released".getBytes(UTF_8));
    }

    private static byte[] incompressible(int size) {
      byte[] bytes = new byte[size];
      new Random(7).nextBytes(bytes);
      return bytes;
    }

    private long count(String word) {
      Long before = context.counts.get(word);
      long count = before == null ? 1 : before + 1;
      context.counts.put(word, count);
      return count;
    }

    private void say(Record<byte[], String> record, byte[] value) {
      context.processor.forward(record.withValue(value), out);
    }

    private void refuse(Record<byte[], String> record) {
      Record<byte[], byte[]> asRead = record.withValue(record.value().getBytes(UTF_8));
      context.processor.forward(
          new DeadLetters("words", 1000)
              .rejected(context.processor, asRead, new Reason("not-wanted", "value: refused")),
          deadLetters);
    }
  }
}
