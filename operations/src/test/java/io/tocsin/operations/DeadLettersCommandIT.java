package io.tocsin.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.runtime.config.ConfigReader;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.deadletters.DeadLetter;
import io.tocsin.runtime.deadletters.DeadLetterHeaders;
import io.tocsin.runtime.deadletters.DeadLetters;
import io.tocsin.runtime.deadletters.Reason;
import io.tocsin.runtime.deadletters.Source;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.ClusterExtension;
import io.tocsin.testkit.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ClusterExtension.class)
class DeadLettersCommandIT {
  private static final int LONGEST = 2_000;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private TestCluster cluster;
  private Topics topics;
  private String raw;

  @TempDir private Path files;

  @BeforeEach
  void namespace(TestCluster shared) {
    cluster = shared;
    topics = cluster.topics(ClockMode.LIVE, 2);
    raw = topics.rawPosts().name();
    cluster.create(topics);
  }

  private CommandRun run(String... args) {
    return CommandRun.of(DeadLettersCommand.commandLine(() -> now), cluster, args);
  }

  private JsonNode json(String... args) throws IOException {
    return new ObjectMapper().readTree(run(args).out());
  }

  /** A letter as the services make it. */
  private ProducerRecord<byte[], byte[]> letter(
      String service, String key, byte[] value, Source source, String reason, Duration ago) {
    DeadLetter letter =
        new DeadLetters(service, LONGEST)
            .letter(
                key.getBytes(UTF_8),
                value,
                new RecordHeaders().add("trace", "t-1".getBytes(UTF_8)),
                source,
                new Reason(reason, "detail of " + reason),
                now.minus(ago));
    return letter.toProducerRecord(topics.deadLetters(service).name());
  }

  private ProducerRecord<byte[], byte[]> rawLetter(int number, String reason, Duration ago) {
    byte[] value = ("{\"source\":\"gazette\",\"id\":\"" + number + "\"}").getBytes(UTF_8);
    ProducerRecord<byte[], byte[]> letter =
        letter("ingest", "k" + number, value, new Source(raw, 1, number, 7), reason, ago);
    letter.headers().add(DeadLetterHeaders.ORIGIN, "gazette".getBytes(UTF_8));
    return letter;
  }

  private void rawLetters(int count) {
    cluster.produce(
        IntStream.range(0, count).mapToObj(i -> rawLetter(i, "no-text", Duration.ZERO)).toList());
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private List<String> keys(TopicSpec<?, ?> topic) {
    return cluster.readAll(topic.name()).stream()
        .map(record -> new String(record.key(), UTF_8))
        .toList();
  }

  @Nested
  class Looking {
    @Test
    void shouldListTheNewestThatAreMeant() throws Exception {
      cluster.produce(
          List.of(
              rawLetter(1, "broken-json", Duration.ofHours(3)),
              rawLetter(2, "no-text", Duration.ofHours(2)),
              rawLetter(3, "no-text", Duration.ofHours(1)),
              letter(
                  "enrich",
                  "herald:9",
                  new byte[] {0, 1},
                  new Source(topics.posts().name(), 0, 5, 7),
                  "failed-processing",
                  Duration.ofMinutes(5))));

      CommandRun all = run("list");
      JsonNode newest = json("list", "--limit", "2", "--json");
      JsonNode some =
          json("list", "--json", "--reason", "no-text", "--since", "90m", "--source", "gazette");

      assertThat(all.exitCode()).as(all.err()).isZero();
      assertThat(all.out())
          .containsPattern("ingest-0@0 +\\S+ +broken-json +gazette +" + raw + "-1@1 +\\d+ +ready")
          .containsPattern("enrich-0@0 +\\S+ +failed-processing +herald ")
          .endsWith(cluster.namespace() + ": 4 dead letters\n");
      assertThat(newest.at("/letters").findValuesAsText("position"))
          .containsExactly("ingest-0@2", "enrich-0@0");
      assertThat(newest.at("/more").asInt()).isEqualTo(2);
      assertThat(some.at("/letters").findValuesAsText("position")).containsExactly("ingest-0@2");
    }

    @Test
    void shouldShowOneLetterSafelyAndWriteItsBytesAsTheyAre() throws IOException {
      byte[] value = "{\"title\":\"\u001b[2J\u202eevil\"}".getBytes(UTF_8);
      cluster.produce(
          List.of(
              rawLetter(1, "no-text", Duration.ZERO),
              letter("ingest", "k", value, new Source(raw, 1, 2, 7), "no-text", Duration.ZERO)));
      Path file = files.resolve("letter");

      CommandRun shown = run("show", "ingest-0@1");
      CommandRun written = run("show", "ingest-0@1", "--raw", file.toString());
      CommandRun twice = run("show", "ingest-0@1", "--raw", file.toString());
      CommandRun missing = run("show", "ingest-0@2");

      assertThat(shown.out())
          .contains("reason     no-text")
          .contains("  trace = t-1")
          .contains("{\"title\":\"\\u001b[2J\\u202eevil\"}")
          .doesNotContain("\u001b");
      assertThat(written.exitCode()).isZero();
      assertThat(Files.readAllBytes(file)).isEqualTo(value);
      assertThat(twice.exitCode()).isEqualTo(2);
      assertThat(twice.err()).contains("exists; expected a new file");
      assertThat(missing.exitCode()).isEqualTo(1);
      assertThat(missing.err()).contains("there is no letter ingest-0@2");
    }

    @Test
    void shouldCountByReasonAndSource() {
      rawLetters(3);

      CommandRun run = run("stats");

      assertThat(run.out())
          .containsPattern("ingest no-text +3")
          .containsPattern("gazette +3")
          .endsWith(": 3 dead letters\n");
    }

    @Test
    void shouldSayWhatIsWrongWithAnOption() {
      assertThat(run("list", "--since", "yesterday").err())
          .contains("\"yesterday\"; expected a time");
      assertThat(run("list", "--service", "news").err())
          .contains("expected ingest, enrich, alerts, deliver");
      assertThat(run("show", "17").err()).contains("such as ingest-0@17");
      assertThat(run("redrive", "--value", "x").err()).contains("expected --position");
      assertThat(run("redrive", "--mode", "event").exitCode()).isEqualTo(2);
    }
  }

  @Nested
  class Redriving {
    @Test
    void shouldSendNothingUntilToldSo() {
      rawLetters(2);

      CommandRun dry = run("redrive");

      assertThat(dry.exitCode()).isZero();
      assertThat(dry.out())
          .contains("would send  ingest-0@0  no-text  to " + raw + "-1")
          .endsWith(": would send back 2 (--yes)\n");
      assertThat(keys(topics.rawPosts())).isEmpty();
    }

    @Test
    void shouldSendEachBackOnceAsItCame() {
      rawLetters(2);

      CommandRun first = run("redrive", "--yes");
      CommandRun again = run("redrive", "--yes");
      List<ConsumerRecord<byte[], byte[]>> sent = cluster.readAll(raw);

      assertThat(first.exitCode()).as(first.err()).isZero();
      assertThat(first.out()).endsWith(": sent back 2\n");
      assertThat(again.exitCode()).isZero();
      assertThat(again.out()).endsWith(": sent back 0, left sent 2\n");
      assertThat(sent).hasSize(2).allMatch(record -> record.partition() == 1);
      assertThat(sent.get(1).value())
          .isEqualTo("{\"source\":\"gazette\",\"id\":\"1\"}".getBytes(UTF_8));
      assertThat(header(sent.get(1), "trace")).isEqualTo("t-1");
      assertThat(header(sent.get(1), DeadLetterHeaders.REDRIVEN)).isEqualTo("ingest-0@1");
      assertThat(sent.get(1).headers().lastHeader(DeadLetterHeaders.REASON)).isNull();
      assertThat(run("list").out()).containsPattern("ingest-0@0 .* sent ");
    }

    @Test
    void shouldSendAgainWhatWasSentOnlyWhenForced() {
      rawLetters(1);
      run("redrive", "--yes");

      assertThat(run("redrive", "--yes", "--again").out()).endsWith(": sent back 1\n");
      assertThat(keys(topics.rawPosts())).containsExactly("k0", "k0");
    }

    @Test
    void shouldNotSendInCirclesWhatComesBack() {
      ProducerRecord<byte[], byte[]> returned = rawLetter(1, "no-text", Duration.ZERO);
      returned.headers().add(DeadLetterHeaders.REDRIVEN, "ingest-0@99".getBytes(UTF_8));
      cluster.produce(List.of(returned));

      CommandRun run = run("redrive", "--yes");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).contains("was sent back and refused again");
      assertThat(keys(topics.rawPosts())).isEmpty();
    }

    /** On its topic all would read it again, not only the receiver that lacks it. */
    @Test
    void shouldListWhatReceiversHaveNotGotAndLeaveItWhereItIs() {
      Source event = new Source(topics.alerts().name(), 0, 5, 7);
      ProducerRecord<byte[], byte[]> letter =
          letter("deliver", "evacuation|UA", new byte[] {0}, event, "gave-up", Duration.ZERO);
      letter.headers().add(DeadLetterHeaders.ORIGIN, "desk".getBytes(UTF_8));
      cluster.produce(List.of(letter));
      assertThat(run("list", "--service", "deliver", "--source", "desk").out())
          .contains("deliver-0@0", "gave-up")
          .endsWith(": 1 dead letters\n");
      assertThat(run("redrive", "--service", "deliver", "--yes").out())
          .contains("deliver-0@0  gave-up: is an alert event for one receiver")
          .endsWith(": sent back 0, left delivery 1\n");
      assertThat(cluster.readAll(topics.alerts().name())).isEmpty();
    }

    @Test
    void shouldSayOfEachWhyItStays() {
      Duration ago = Duration.ZERO;
      byte[] value = {1};
      cluster.produce(
          List.of(
              letter("ingest", "cut", new byte[LONGEST + 1], new Source(raw, 0, 1, 7), "r", ago),
              letter("ingest", "out", value, new Source(raw, 0, 2, 7), "too-large-to-send", ago),
              letter("ingest", "~watermark/0", null, new Source(raw, 0, 3, 7), "r", ago),
              letter("ingest", "in", value, new Source("x-repartition", 0, 4, 7), "r", ago),
              letter("ingest", "none", value, new Source(null, -1, -1, 7), "r", ago)));

      CommandRun run = run("redrive", "--yes");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out())
          .contains("left        ingest-0@0  r: only the beginning of its bytes is kept")
          .contains("ingest-0@1  too-large-to-send: holds what could not be written")
          .contains("ingest-0@2  r: is a control record")
          .contains("ingest-0@3  r: came from a topic within the service")
          .contains("ingest-0@4  r: no record caused it")
          .endsWith(": sent back 0, left cut 1, output 1, control 1, internal 1, no-record 1\n");
      assertThat(keys(topics.rawPosts())).isEmpty();
    }

    @Test
    void shouldSendRepairedBytesInThePlaceOfThoseThatWereCut() throws IOException {
      Source source = new Source(raw, 0, 1, 7);
      cluster.produce(
          List.of(letter("ingest", "k", new byte[LONGEST + 1], source, "r", Duration.ZERO)));
      Path repaired = Files.writeString(files.resolve("repaired"), "{}");

      CommandRun run =
          run("redrive", "--yes", "--position", "ingest-0@0", "--value", repaired.toString());
      CommandRun again =
          run("redrive", "--yes", "--position", "ingest-0@0", "--value", repaired.toString());

      assertThat(run.out()).as(run.err()).endsWith(": sent back 1\n");
      assertThat(again.out()).endsWith(": sent back 0, left sent 1\n");
      assertThat(cluster.readAll(raw)).singleElement().matches(r -> r.value().length == 2);
    }

    /** A revision must not come after a newer one of its post. */
    @Test
    void shouldLeaveARevisionThatANewerOneHasPassed() {
      String posts = topics.posts().name();
      for (String key : List.of("a:1", "a:2", "a:1")) {
        cluster.produce(
            List.of(new ProducerRecord<>(posts, 0, key.getBytes(UTF_8), new byte[] {9})));
      }
      byte[] value = {0, 1};
      Duration ago = Duration.ZERO;
      cluster.produce(
          List.of(
              letter("enrich", "a:1", value, new Source(posts, 0, 0, 7), "failed-processing", ago),
              letter(
                  "enrich", "a:2", value, new Source(posts, 0, 1, 42), "failed-processing", ago)));

      CommandRun run = run("redrive", "--yes");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out())
          .contains("left        enrich-0@0  failed-processing: a newer revision of the post")
          .contains("sent        enrich-0@1")
          .endsWith(": sent back 1, left superseded 1\n");
      assertThat(cluster.readAll(posts)).last().matches(record -> record.timestamp() == 42);
    }

    @Test
    void shouldBeBoundedAndGoOnWhereItStopped() {
      rawLetters(5);

      CommandRun first = run("redrive", "--yes", "--limit", "3");
      CommandRun second = run("redrive", "--yes", "--limit", "3");

      assertThat(first.exitCode()).isEqualTo(1);
      assertThat(first.out()).endsWith(": sent back 3, 2 more: run it again\n");
      assertThat(second.out()).endsWith(": sent back 2, left sent 3\n");
      assertThat(keys(topics.rawPosts())).containsExactly("k0", "k1", "k2", "k3", "k4");
    }

    /** The notes are bounded by the letters that are kept. */
    @Test
    void shouldForgetLettersThatAreNotKeptAnyMore() throws Exception {
      rawLetters(2);
      run("redrive", "--yes");
      TopicPartition partition = new TopicPartition(topics.deadLetters("ingest").name(), 0);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(1))).all().get();
      }

      run("redrive", "--yes");

      assertThat(cluster.readAll(topics.redrivenLetters().name()))
          .last()
          .matches(record -> new String(record.key(), UTF_8).equals("ingest-0@0"))
          .matches(record -> record.value() == null);
      assertThat(run("redrive").out()).endsWith(": would send back 0 (--yes), left sent 1\n");
    }

    /** Positions begin anew with the topic. */
    @Test
    void shouldNotTakeALetterForAnotherOfTheSamePosition() {
      rawLetters(1);
      run("redrive", "--yes");
      cluster.delete(topics.deadLetters("ingest").name());
      cluster.create(topics.deadLetters("ingest"));
      cluster.produce(List.of(rawLetter(8, "no-text", Duration.ofMinutes(1))));

      assertThat(run("redrive", "--yes").out()).endsWith(": sent back 1\n");
      assertThat(keys(topics.rawPosts())).containsExactly("k0", "k8");
    }
  }

  @Nested
  class Interrupted {
    /** What a process leaves that was killed after it sent and before it committed. */
    @Test
    void shouldSendOnceWhatAKilledOneHadSentWithoutCommitting() throws Exception {
      rawLetters(2);
      try (Producer<byte[], byte[]> killed = producer()) {
        killed.initTransactions();
        killed.beginTransaction();
        Future<?> unused =
            killed.send(new ProducerRecord<>(raw, 1, "k0".getBytes(UTF_8), new byte[] {1}));
        killed
            .send(
                new ProducerRecord<>(
                    topics.redrivenLetters().name(),
                    "ingest-0@0".getBytes(UTF_8),
                    (now + "/" + now).getBytes(UTF_8)))
            .get();

        CommandRun run = run("redrive", "--yes");

        assertThat(run.out()).as(run.err()).endsWith(": sent back 2\n");
        assertThatThrownBy(killed::commitTransaction).isInstanceOf(KafkaException.class);
      }
      assertThat(keys(topics.rawPosts())).containsExactly("k0", "k1");
    }

    @Test
    void shouldSendTheRestOnceAfterItDiedBetweenTransactions() {
      rawLetters(5);
      List<Letter> told = new ArrayList<>();

      assertThatThrownBy(
              () -> {
                try (Redrive redrive =
                    new Redrive(
                        config(),
                        () -> now,
                        2,
                        letters -> {
                          told.addAll(letters);
                          throw new KilledException();
                        })) {
                  redrive.run(new RedriveRequest(LetterFilter.Chosen.ALL, null, null, false, 100));
                }
              })
          .isInstanceOf(KilledException.class);
      CommandRun rest = run("redrive", "--yes");

      assertThat(told).hasSize(2);
      assertThat(rest.out()).endsWith(": sent back 3, left sent 2\n");
      assertThat(keys(topics.rawPosts())).containsExactly("k0", "k1", "k2", "k3", "k4");
    }

    /** Two at once: the later one fences the earlier, nothing goes twice. */
    @Test
    void shouldGiveWayToALaterOne() {
      rawLetters(4);
      List<CommandRun> later = new ArrayList<>();

      assertThatThrownBy(
              () -> {
                try (Redrive earlier =
                    new Redrive(
                        config(), () -> now, 2, letters -> later.add(run("redrive", "--yes")))) {
                  earlier.run(new RedriveRequest(LetterFilter.Chosen.ALL, null, null, false, 100));
                }
              })
          .hasMessageContaining("another redrive has begun");

      assertThat(later).first().satisfies(run -> assertThat(run.out()).contains("sent back 2"));
      assertThat(keys(topics.rawPosts())).containsExactly("k0", "k1", "k2", "k3");
    }

    private ServiceConfig config() {
      return new ConfigReader(List.of()).values("test", cluster.settings()).read();
    }

    private Producer<byte[], byte[]> producer() {
      Map<String, Object> settings = new HashMap<>();
      settings.put("bootstrap.servers", cluster.bootstrapServers());
      settings.put("transactional.id", Redrive.transactionalId(config()));
      return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
  }

  private static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
