package io.tocsin.runtime.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.runtime.stores.StoreFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorPolicyTest {
  private static final String LETTERS = "t.svc.dead-letters";
  private static final Instant NOW = Instant.parse("2022-02-11T18:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Instant now = NOW;
  private final ErrorPolicy policy =
      new ErrorPolicy(new DeadLetters("svc", 100), LETTERS, 2, meters, () -> now);
  private final TopologyTestDriver driver = new TopologyTestDriver(topology(), settings(), NOW);
  private final TestInputTopic<byte[], byte[]> in =
      driver.createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer());

  /** An outage as a serde of ours would report it. */
  private static final class RegistryDownException extends RetriableException {
    private static final long serialVersionUID = 1L;

    RegistryDownException() {
      super("the registry is down");
    }
  }

  @AfterEach
  void close() {
    driver.close();
  }

  /** Text in, text out; words in the text say what goes wrong. */
  private static Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("in", Consumed.with(Serdes.ByteArray(), textSerde()).withName("read"))
        .mapValues(ErrorPolicyTest::process, Named.as("shout"))
        .to("out", Produced.with(Serdes.ByteArray(), textSerde()).withName("write"));
    return builder.build();
  }

  private static String process(String text) {
    return switch (text) {
      case "bug" -> throw new IllegalStateException("a bug at " + text);
      case "disk full" ->
          throw new ProcessorStateException("put", new IOException("No space left on device"));
      case "state of a newer release" ->
          throw new IllegalStateException(
              "wrapped", new StoreFormat("store", 1).broken("has no format"));
      case "halfway" ->
          throw new IllegalStateException("wrapped", new HalfDoneException("broke", new Error()));
      case "outage" -> throw new IllegalStateException("wrapped", new RegistryDownException());
      default -> text;
    };
  }

  private static Serde<String> textSerde() {
    Serializer<String> serializer =
        (topic, text) -> {
          if (text != null && text.equals("unwritable")) {
            throw new SerializationException("cannot be written");
          }
          return text == null ? null : text.getBytes(UTF_8);
        };
    Deserializer<String> deserializer =
        (topic, bytes) -> {
          String text = new String(bytes, UTF_8);
          if (text.startsWith("bad")) {
            throw new SerializationException("schema id 7 is unknown");
          }
          if (text.equals("unreadable for now")) {
            throw new SerializationException("no schema", new RegistryDownException());
          }
          return text;
        };
    return Serdes.serdeFrom(serializer, deserializer);
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "t-svc");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    settings.putAll(policy.settings());
    return settings;
  }

  private void pipe(String text) {
    in.pipeInput(new TestRecord<>("k".getBytes(UTF_8), text.getBytes(UTF_8), NOW));
  }

  private List<TestRecord<byte[], byte[]>> read(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private static Map<String, String> headers(TestRecord<byte[], byte[]> letter) {
    return DeadLettersTest.texts(letter.headers());
  }

  @Test
  void shouldGoOnAfterBadBytesAndKeepThem() {
    pipe("one");
    pipe("bad bytes");
    pipe("two");

    assertThat(read("out"))
        .extracting(r -> new String(r.value(), UTF_8))
        .containsExactly("one", "two");
    assertThat(read(LETTERS))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.value()).isEqualTo("bad bytes".getBytes(UTF_8));
              assertThat(headers(letter))
                  .containsEntry("tocsin.reason", "unreadable-bytes")
                  .containsEntry("tocsin.service", "svc")
                  .containsEntry("__streams.errors.topic", "in")
                  .containsEntry("__streams.errors.offset", "1")
                  .containsEntry(
                      "__streams.errors.exception", SerializationException.class.getName())
                  .hasEntrySatisfying(
                      "tocsin.reason.detail",
                      detail -> assertThat(detail).contains("schema id 7 is unknown"));
            });
    assertThat(meters.counter("tocsin.dead.letters", "reason", "unreadable-bytes").count())
        .isEqualTo(1);
  }

  /** A counter that is first seen at 1 has not risen, to those who watch it. */
  @Test
  void shouldCountFromNought() {
    assertThat(meters.find("tocsin.dead.letters").counters())
        .hasSize(4)
        .allSatisfy(counter -> assertThat(counter.count()).isZero());
  }

  @Test
  void shouldCutALongValue() {
    pipe("bad" + "x".repeat(200));

    assertThat(read(LETTERS))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.value()).hasSize(100);
              assertThat(headers(letter)).containsEntry("tocsin.original.size", "203");
            });
  }

  @Test
  void shouldStopAtAnOutageInsteadOfGivingUpRecords() {
    assertThatThrownBy(() -> pipe("unreadable for now"))
        .hasRootCauseInstanceOf(RegistryDownException.class);
    assertThat(read(LETTERS)).isEmpty();
  }

  @Test
  void shouldStopAtAnOutageWithinAStage() {
    assertThatThrownBy(() -> pipe("outage")).hasRootCauseInstanceOf(RegistryDownException.class);
    assertThat(read(LETTERS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"disk full", "state of a newer release"})
  void shouldStopWhenTheStateIsToBlameAndNoRecord(String failure) {
    assertThatThrownBy(() -> pipe(failure)).isInstanceOf(StreamsException.class);
    assertThat(read(LETTERS)).isEmpty();
  }

  @Test
  void shouldStopWhenOurCodeFailsWithItsWorkHalfDone() {
    assertThatThrownBy(() -> pipe("halfway")).hasRootCauseInstanceOf(Error.class);
    assertThat(read(LETTERS)).isEmpty();
  }

  @Nested
  class OwnBugs {
    @Test
    void shouldKeepTheRecordWithStageAndException() {
      pipe("bug");
      pipe("next");

      assertThat(read("out")).hasSize(1);
      assertThat(read(LETTERS))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.value()).isEqualTo("bug".getBytes(UTF_8));
                assertThat(headers(letter))
                    .containsEntry("tocsin.reason", "failed-processing")
                    .containsEntry("tocsin.stage", "shout")
                    .containsEntry(
                        "__streams.errors.exception", IllegalStateException.class.getName())
                    .containsEntry("__streams.errors.message", "a bug at bug");
              });
    }

    @Test
    void shouldStopWhenTheyAreFrequent() {
      pipe("bug");
      pipe("bug");

      assertThatThrownBy(() -> pipe("bug")).hasRootCauseMessage("a bug at bug");
      assertThat(read(LETTERS)).hasSize(2);
    }

    @Test
    void shouldGoOnWhenTheyAreRare() {
      for (int i = 0; i < 10; i++) {
        pipe("bug");
        now = now.plusSeconds(31);
      }

      assertThat(read(LETTERS)).hasSize(10);
    }

    @Test
    void shouldKeepTheSourceOfAValueThatCannotBeWritten() {
      pipe("unwritable");

      assertThat(read("out")).isEmpty();
      assertThat(read(LETTERS))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.value()).isEqualTo("unwritable".getBytes(UTF_8));
                assertThat(headers(letter))
                    .containsEntry("tocsin.reason", "failed-serialization")
                    .hasEntrySatisfying(
                        "tocsin.reason.detail", detail -> assertThat(detail).contains("topic out"));
              });
    }
  }

  @Nested
  class Sending {
    private final FailedProductionHandler handler = new FailedProductionHandler();

    /** Where the record came from that was being processed. */
    private record Place(Headers headers) implements ErrorHandlerContext {
      @Override
      public String topic() {
        return "in";
      }

      @Override
      public int partition() {
        return 1;
      }

      @Override
      public long offset() {
        return 9;
      }

      @Override
      public String processorNodeId() {
        return "write";
      }

      @Override
      public TaskId taskId() {
        return new TaskId(0, 1);
      }

      @Override
      public long timestamp() {
        return 5;
      }

      @Override
      public byte[] sourceRawKey() {
        return new byte[0];
      }

      @Override
      public byte[] sourceRawValue() {
        return new byte[0];
      }
    }

    private ProductionExceptionHandler.Response send(String topic, Exception exception) {
      handler.configure(policy.settings());
      return handler.handleError(
          new Place(new RecordHeaders()),
          new ProducerRecord<>(topic, "k".getBytes(UTF_8), new byte[1000]),
          exception);
    }

    @Test
    void shouldKeepTheBeginningOfWhatIsTooLarge() {
      ProductionExceptionHandler.Response response =
          send("out", new TooLargeForTopicException("out", 1000, 100));

      assertThat(response.result()).isEqualTo(ProductionExceptionHandler.Result.RESUME);
      assertThat(response.deadLetterQueueRecords())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.topic()).isEqualTo(LETTERS);
                assertThat(letter.value()).hasSize(100);
                assertThat(DeadLettersTest.texts(letter.headers()))
                    .containsEntry("tocsin.reason", "too-large-to-send")
                    .containsEntry("tocsin.original.size", "1000");
              });
    }

    @Test
    void shouldStopWhenADeadLetterItselfIsTooLarge() {
      ProductionExceptionHandler.Response response =
          send(LETTERS, new TooLargeForTopicException("out", 1000, 100));

      assertThat(response.result()).isEqualTo(ProductionExceptionHandler.Result.FAIL);
      assertThat(response.deadLetterQueueRecords()).isEmpty();
    }

    @Test
    void shouldStopAtAnythingElse() {
      assertThat(send("out", new RecordTooLargeException("the broker said so")).result())
          .isEqualTo(ProductionExceptionHandler.Result.FAIL);
      assertThat(send("out", new NetworkException("gone")).result())
          .isEqualTo(ProductionExceptionHandler.Result.FAIL);
    }
  }
}
