package io.tocsin.ingest.topology;

import static io.tocsin.ingest.topology.IngestDriver.BEGIN;
import static io.tocsin.ingest.topology.IngestDriver.detail;
import static io.tocsin.ingest.topology.IngestDriver.reason;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.avro.Post;
import io.tocsin.avro.PostStatus;
import io.tocsin.avro.RawPost;
import io.tocsin.avro.RawPostStatus;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.avro.TimeMode;
import io.tocsin.ingest.core.IdleProof;
import io.tocsin.runtime.deadletters.DeadLetterHeaders;
import io.tocsin.runtime.time.EndOfRange;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.RegistryUnavailableException;
import io.tocsin.testkit.RawPosts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IngestTopologyTest {
  private static final Duration TICK = Duration.ofMillis(200);
  private final RawPosts raw = RawPosts.rawPost();
  private IngestDriver ingest = IngestDriver.live();

  private void restartWith(IngestDriver other) {
    ingest.close();
    ingest = other;
  }

  @AfterEach
  void close() {
    ingest.close();
  }

  private byte[] avro(RawPost post) {
    byte[] bytes =
        ingest.topics.rawPostSerde().serializer().serialize(ingest.topics.rawPosts().name(), post);
    return java.util.Objects.requireNonNull(bytes);
  }

  @Nested
  class OfGoodPosts {
    @Test
    void shouldBeKeyedCleanedAndNumbered() {
      ingest.send(raw.body("<p>Ferries &amp; trains</p>").json(), BEGIN);
      List<TestRecord<String, Post>> out = ingest.output();
      assertThat(out).hasSize(1);
      assertThat(out.get(0).key()).isEqualTo("wire:1");
      assertThat(out.get(0).getRecordTime()).isEqualTo(BEGIN);
      assertThat(out.get(0).headers()).isEmpty();
      Post post = out.get(0).value();
      assertThat(post.getRevision()).isEqualTo(1);
      assertThat(post.getBody()).isEqualTo("Ferries & trains");
      assertThat(post.getSeenAt()).isEqualTo(BEGIN);
      assertThat(post.getContentHash()).hasSize(64);
    }

    @Test
    void shouldBeTheSameFromJsonAndAvro() {
      RawPosts full =
          raw.revision(3)
              .publishedAt(BEGIN.minusSeconds(60))
              .updatedAt(BEGIN.minusSeconds(30))
              .with(
                  post ->
                      post.setUrl("https://a.example/1")
                          .setLanguage("en")
                          .setAuthor("Ann Smith")
                          .setCollection("storm")
                          .setExtra(Map.of("section", "coast")));
      ingest.send(full.json(), BEGIN);
      Post fromJson = ingest.posts().get(0);
      restartWith(IngestDriver.live());
      ingest.send(null, avro(full.build()), BEGIN);
      assertThat(ingest.posts()).containsExactly(fromJson);
    }

    @Test
    void shouldCarryTheFlagsOfBothStages() {
      ingest.send(
          raw.updatedAt(BEGIN.plus(Duration.ofHours(1)))
              .publishedAt(BEGIN.minus(Duration.ofDays(3)))
              .json(),
          BEGIN);
      assertThat(ingest.posts().get(0).getFlags()).containsExactly("BACKLOG", "FUTURE_CLAIM");
    }
  }

  @Nested
  class OfRevisions {
    @Test
    void shouldDropRedeliveriesAndStaleOnes() {
      ingest.send(raw.revision(2).title("A").json(), BEGIN);
      ingest.send(raw.revision(2).title("A").json(), BEGIN.plusSeconds(1));
      ingest.send(raw.revision(1).title("B").json(), BEGIN.plusSeconds(2));
      ingest.send(raw.revision(3).title("C").json(), BEGIN.plusSeconds(3));
      List<Post> posts = ingest.posts();
      assertThat(posts).extracting(Post::getTitle).containsExactly("A", "C");
      assertThat(posts).extracting(Post::getRevision).containsExactly(1, 2);
      assertThat(posts.get(1).getChanged()).containsExactly("title");
      assertThat(counter("tocsin.ingest.revisions.redelivered")).isEqualTo(1);
      assertThat(counter("tocsin.ingest.revisions.stale")).isEqualTo(1);
    }

    @Test
    void shouldTellPostsOfTwoSourcesApart() {
      ingest.send(raw.of("a", "1").json(), BEGIN);
      ingest.send(raw.of("b", "1").json(), BEGIN);
      assertThat(ingest.posts()).extracting(Post::getRevision).containsExactly(1, 1);
    }

    @Test
    void shouldKnowKills() {
      ingest.send(raw.json(), BEGIN);
      ingest.send(raw.status(RawPostStatus.CANCELED).title("").body("").json(), BEGIN);
      Post kill = ingest.posts().get(1);
      assertThat(kill.getStatus()).isEqualTo(PostStatus.KILLED);
      assertThat(kill.getTitle()).isEqualTo("Harbour reopens after storm");
      assertThat(kill.getBody()).isEmpty();
      assertThat(kill.getChanged()).containsExactly("status");
    }
  }

  @Nested
  class OfTheProbe {
    private final RawPosts probe = raw.of("tocsin-probe", "0");

    @Test
    void shouldPassAsBacklogAndAsRevisionsOfOnePost() {
      ingest.send(probe.title("Probe a").json(), BEGIN);
      ingest.send(probe.title("Probe b").json(), BEGIN.plusSeconds(1));
      List<Post> posts = ingest.posts();
      assertThat(posts).extracting(Post::getRevision).containsExactly(1, 2);
      assertThat(posts).allSatisfy(post -> assertThat(post.getFlags()).containsExactly("BACKLOG"));
      KeyValueStore<String, byte[]> memories =
          ingest.driver.getKeyValueStore(KeepEffectiveRevisions.REVISION_STORE);
      List<String> remembered = new ArrayList<>();
      try (KeyValueIterator<String, byte[]> all = memories.all()) {
        all.forEachRemaining(entry -> remembered.add(entry.key));
      }
      assertThat(remembered).containsExactly("tocsin-probe:0");
    }

    @Test
    void shouldBeNoSource() {
      ingest.send(probe.json(), BEGIN);
      ingest.send(raw.of("gazette", "1").json(), BEGIN);
      ingest.send(raw.of("gazette", "2").json(), BEGIN.plus(Duration.ofMinutes(5)));
      ingest.pass(TICK);
      assertThat(ingest.sources()).containsOnly("gazette");
    }

    @Test
    void shouldCountApart() {
      ingest.send(probe.json(), BEGIN);
      assertThat(counter("tocsin.ingest.posts.probes")).isEqualTo(1);
      assertThat(counter("tocsin.ingest.posts.accepted")).isZero();
      assertThat(counter("tocsin.ingest.revisions.effective")).isZero();
      ingest.send(raw.json(), BEGIN);
      assertThat(counter("tocsin.ingest.posts.probes")).isEqualTo(1);
      assertThat(counter("tocsin.ingest.posts.accepted")).isEqualTo(1);
    }
  }

  @Nested
  class OfErasures {
    @Test
    void shouldSayNothingAndBeFollowedByATombstone() {
      ingest.send(raw.json(), BEGIN);
      RawPosts erasure =
          raw.with(
              post ->
                  post.setStatus(RawPostStatus.CANCELED)
                      .setErase(true)
                      .setUrl("https://a.example/harbour-reopens")
                      .setAuthor("Ann Smith")
                      .setExtra(Map.of("note", "Harbour")));
      ingest.send(erasure.json(), BEGIN.plusSeconds(1));
      List<TestRecord<String, Post>> out = ingest.output();
      assertThat(out).extracting(TestRecord::key).containsOnly("wire:1");
      assertThat(out.get(1).value())
          .satisfies(
              post -> {
                assertThat(post.getStatus()).isEqualTo(PostStatus.KILLED);
                assertThat(post.getFlags()).containsExactly("ERASED");
                assertThat(post.getChanged()).containsExactly("status");
                assertThat(post.getRevision()).isEqualTo(2);
                assertThat(post.toString()).doesNotContainIgnoringCase("harbour");
                assertThat(post.getAuthor()).isNull();
              });
      assertThat(out.get(2).value()).isNull();
      assertThat(out.get(2).getRecordTime()).isEqualTo(BEGIN.plusSeconds(1));
      assertThat(out).hasSize(3);
    }

    @Test
    void shouldBeTheSameFromJsonAndAvro() {
      ingest.send(raw.erased().json(), BEGIN);
      List<Post> fromJson = ingest.posts();
      restartWith(IngestDriver.live());
      ingest.send(null, avro(raw.erased().build()), BEGIN);
      assertThat(ingest.posts()).isEqualTo(fromJson).hasSize(1);
    }

    @Test
    void shouldBeRefusedOfAPostThatIsNotTakenBack() {
      ingest.send(raw.with(post -> post.setErase(true)).json(), BEGIN);
      ingest.send(null, avro(raw.with(post -> post.setErase(true)).build()), BEGIN);
      assertThat(ingest.posts()).isEmpty();
      assertThat(ingest.deadLetters())
          .hasSize(2)
          .allSatisfy(
              letter -> {
                assertThat(reason(letter)).isEqualTo("bad-status");
                assertThat(detail(letter))
                    .isEqualTo(
                        "erase: true with status USABLE; expected a status that takes the post back,"
                            + " WITHHELD or CANCELED");
              });
    }
  }

  static Stream<Arguments> badInput() {
    byte[] invalid = "{\"source\":\"w?re\",\"id\":\"1\"}".getBytes(UTF_8);
    invalid[12] = (byte) 0xfe;
    byte[] unknownSchema = ByteBuffer.allocate(9).put((byte) 0).putInt(4711).putInt(7).array();
    return Stream.of(
        Arguments.of("empty-value", null, "value: empty"),
        Arguments.of("empty-value", new byte[0], "value: empty"),
        Arguments.of("broken-json", "{\"source\":".getBytes(UTF_8), "is not JSON"),
        Arguments.of("wrong-shape", "[1,2]".getBytes(UTF_8), "is an array; expected an object"),
        Arguments.of("broken-avro", unknownSchema, "4711"),
        Arguments.of("broken-avro", new byte[] {0, 1}, "2 bytes"),
        Arguments.of("invalid-utf8", invalid, "byte 0xfe at position 12"),
        Arguments.of("missing-field", json("{'source':'wire','title':'x'}"), "id: missing"),
        Arguments.of("missing-field", json("{'source':' ','id':'1'}"), "source: blank"),
        Arguments.of(
            "reserved-character", json("{'source':'a:b','id':'1','title':'x'}"), "\"a:b\""),
        Arguments.of("wrong-type", json("{'source':'a','id':7}"), "id: \"7\" is a number"),
        Arguments.of(
            "bad-date",
            json("{'source':'a','id':'1','title':'x','publishedAt':'now'}"),
            "publishedAt: \"now\""),
        Arguments.of(
            "bad-status", json("{'source':'a','id':'1','status':'gone'}"), "status: \"gone\""),
        Arguments.of("no-text", json("{'source':'a','id':'1'}"), "both empty"),
        Arguments.of("too-large", new byte[5_000_000], "5000000 bytes"));
  }

  private static byte[] json(String singleQuoted) {
    return singleQuoted.replace('\'', '"').getBytes(UTF_8);
  }

  @ParameterizedTest
  @MethodSource("badInput")
  void shouldSendBadInputToTheDeadLettersAndGoOn(
      String reason, byte @Nullable [] value, String detail) {
    ingest.send("k".getBytes(UTF_8), value, BEGIN);
    ingest.send(raw.json(), BEGIN.plusSeconds(1));
    List<TestRecord<byte[], byte[]>> letters = ingest.deadLetters();
    assertThat(letters).hasSize(1);
    assertThat(reason(letters.get(0))).isEqualTo(reason);
    assertThat(detail(letters.get(0))).contains(detail);
    assertThat(letters.get(0).key()).isEqualTo("k".getBytes(UTF_8));
    assertThat(ingest.posts()).hasSize(1);
    assertThat(counter("tocsin.ingest.posts.rejected")).isEqualTo(1);
    assertThat(counter("tocsin.ingest.posts.accepted")).isEqualTo(1);
  }

  @Nested
  class OfOddInput {
    @Test
    void shouldKeepBytesAndPlaceOfADeadLetter() {
      byte[] broken = "nothing".getBytes(UTF_8);
      ingest.send(raw.json(), BEGIN);
      ingest.send(null, broken, BEGIN);
      TestRecord<byte[], byte[]> letter = ingest.deadLetters().get(0);
      assertThat(letter.key()).isNull();
      assertThat(letter.value()).isEqualTo(broken);
      assertThat(IngestDriver.header(letter, DeadLetterHeaders.TOPIC)).isEqualTo("news.posts.raw");
      assertThat(IngestDriver.header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("1");
    }

    @Test
    void shouldSayWhoseRecordItWas() {
      ingest.send(null, json("{'source':'gazette','id':7}"), BEGIN);
      ingest.send(null, "nothing".getBytes(UTF_8), BEGIN);
      List<TestRecord<byte[], byte[]>> letters = ingest.deadLetters();
      assertThat(IngestDriver.header(letters.get(0), DeadLetterHeaders.ORIGIN))
          .isEqualTo("gazette");
      assertThat(letters.get(1).headers().lastHeader(DeadLetterHeaders.ORIGIN)).isNull();
      assertThat(rejectedOf("gazette")).isEqualTo(1);
      assertThat(rejectedOf("unknown")).isEqualTo(1);
    }

    /** Whoever posts chooses the names. */
    @Test
    void shouldCountABoundedNumberOfSources() {
      for (int i = 0; i < 150; i++) {
        ingest.send(null, json("{'source':'s%d'}".formatted(i)), BEGIN);
      }
      assertThat(ingest.meters.find("tocsin.ingest.sources.rejected").counters()).hasSize(101);
      assertThat(rejectedOf("s99")).isEqualTo(1);
      assertThat(rejectedOf("other")).isEqualTo(50);
    }

    private double rejectedOf(String source) {
      return ingest
          .meters
          .get("tocsin.ingest.sources.rejected")
          .tag("source", source)
          .counter()
          .count();
    }

    @Test
    void shouldKeepTheBeginningOfALargeRecord() {
      ingest.send(null, new byte[5_000_000], BEGIN);
      TestRecord<byte[], byte[]> letter = ingest.deadLetters().get(0);
      assertThat(letter.value()).hasSize(900 * 1024);
      assertThat(IngestDriver.header(letter, DeadLetterHeaders.ORIGINAL_SIZE)).isEqualTo("5000000");
    }

    @Test
    void shouldNotBelieveAClaimInTheFuture() {
      ingest.send(raw.publishedAt(BEGIN.plus(Duration.ofDays(400))).json(), BEGIN);
      Post post = ingest.posts().get(0);
      assertThat(post.getFlags()).containsExactly("FUTURE_CLAIM");
      assertThat(post.getPublishedAt()).isEqualTo(BEGIN);
      assertThat(post.getPublishedAtEstimated()).isTrue();
    }

    @Test
    void shouldTakeAnyKeyOfAPost() {
      ingest.send("~watermark/0".getBytes(UTF_8), raw.jsonBytes(), BEGIN);
      assertThat(ingest.posts()).extracting(Post::getPostKey).containsExactly("wire:1");
    }

    @Test
    void shouldNotBlameTheRecordForARegistryThatIsGone() {
      AvroSerdes gone = AvroSerdes.connect("http://127.0.0.1:9", Map.of(), Duration.ZERO);
      RawRecords records =
          new RawRecords("raw", gone.serde(RawPost.class, "raw-value").deserializer());
      byte[] unknown = ByteBuffer.allocate(9).put((byte) 0).putInt(1).putInt(7).array();
      assertThatThrownBy(() -> records.read(unknown))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Nested
  class OfTime {
    @Test
    void shouldSendWatermarksJustBelowTheNewestRecord() {
      ingest.send(raw.title("A").json(), BEGIN);
      ingest.send(raw.title("B").json(), BEGIN.plusSeconds(5));
      ingest.output();
      ingest.pass(TICK);
      ingest.pass(TICK);
      List<TestRecord<String, Post>> out = ingest.output();
      assertThat(out).hasSize(1);
      assertThat(out.get(0).key()).isEqualTo("~watermark/0");
      assertThat(out.get(0).value()).isNull();
      assertThat(out.get(0).getRecordTime()).isEqualTo(BEGIN.plusMillis(4_999));
      assertThat(Watermark.read("~watermark/0", out.get(0).headers()))
          .contains(new Watermark(0, 1, BEGIN.plusMillis(4_999).toEpochMilli()));
    }

    @Test
    void shouldLiftARecordBelowAWatermarkSent() {
      ingest.send(raw.title("A").json(), BEGIN);
      ingest.pass(TICK);
      ingest.send(raw.title("B").json(), BEGIN.minusSeconds(9));
      List<Post> posts = ingest.posts();
      assertThat(posts.get(1).getSeenAt()).isEqualTo(BEGIN);
      assertThat(posts.get(1).getFlags()).containsExactly("LATE");
      assertThat(counter("tocsin.ingest.posts.late")).isEqualTo(1);
    }

    @Test
    void shouldLetARefusedRecordMoveTheClock() {
      ingest.send("nothing", BEGIN);
      ingest.pass(TICK);
      assertThat(ingest.watermarks()).containsExactly(BEGIN.minusMillis(1));
    }

    @Test
    void shouldNotMoveWithTheWallClockAlone() {
      ingest.send(raw.json(), BEGIN);
      ingest.pass(Duration.ofHours(5));
      assertThat(ingest.watermarks()).containsExactly(BEGIN.minusMillis(1));
    }

    @Test
    void shouldFollowTheWallClockOnceTheTopicIsReadToItsEnd() {
      Ends ends = new Ends();
      restartWith(new IngestDriver(ClockMode.LIVE, ends));
      ingest.send(raw.json(), BEGIN);
      ends.proof = new IdleProof(BEGIN.plusSeconds(60).toEpochMilli(), 2, 1, 0, 0);
      ingest.pass(TICK);
      ends.proof = new IdleProof(BEGIN.plusSeconds(60).toEpochMilli(), 1, 1, 0, 0);
      ingest.pass(TICK);
      assertThat(ingest.watermarks()).containsExactly(BEGIN.minusMillis(1), BEGIN.plusSeconds(58));
      assertThat(ends.restarted).containsExactly(0);
      assertThat(ends.lastProcessed).isEqualTo(0);
    }

    @Test
    void shouldIgnoreTheWallClockInEventMode() {
      Ends ends = new Ends();
      ends.proof = new IdleProof(BEGIN.plusSeconds(60).toEpochMilli(), 0, 0, -1, -1);
      restartWith(new IngestDriver(ClockMode.EVENT, ends));
      ingest.pass(Duration.ofSeconds(2));
      assertThat(ingest.watermarks()).isEmpty();
    }

    @Test
    void shouldEndWithTheRangeInEventMode() {
      restartWith(IngestDriver.event());
      ingest.send(raw.json(), BEGIN);
      sendEnd(BEGIN.plusSeconds(3_600));
      ingest.pass(TICK);
      assertThat(ingest.watermarks()).containsExactly(BEGIN.plusSeconds(3_600));
      assertThat(ingest.deadLetters()).isEmpty();
    }

    @Test
    void shouldRefuseTheEndInLiveMode() {
      sendEnd(BEGIN.plusSeconds(3_600));
      ingest.pass(TICK);
      assertThat(ingest.watermarks()).isEmpty();
      assertThat(reason(ingest.deadLetters().get(0))).isEqualTo("control-record");
    }

    @Test
    void shouldRefuseWatermarksFromOutsideInBothModes() {
      for (IngestDriver driver : List.of(IngestDriver.live(), IngestDriver.event())) {
        restartWith(driver);
        RecordHeaders headers = new RecordHeaders();
        new Watermark(0, 1, BEGIN.toEpochMilli()).writeTo(headers);
        ingest.send("~watermark/0".getBytes(UTF_8), null, headers, BEGIN);
        ingest.pass(TICK);
        assertThat(ingest.watermarks()).isEmpty();
        assertThat(reason(ingest.deadLetters().get(0))).isEqualTo("control-record");
      }
    }

    private void sendEnd(Instant time) {
      RecordHeaders headers = new RecordHeaders();
      new EndOfRange(time.toEpochMilli()).writeTo(headers);
      ingest.send(EndOfRange.KEY.getBytes(UTF_8), null, headers, BEGIN);
    }
  }

  @Nested
  class OfStatus {
    @Test
    void shouldBeSaidOnceASecondByEachStage() {
      ingest.send(raw.json(), BEGIN);
      ingest.pass(Duration.ofSeconds(1));
      ingest.pass(Duration.ofSeconds(1));
      List<ServiceStatus> status = ingest.status();
      assertThat(status)
          .extracting(ServiceStatus::getStage)
          .containsExactlyInAnyOrder(
              "read-raw-posts",
              "keep-effective-revisions",
              "watch-sources",
              "read-raw-posts",
              "keep-effective-revisions",
              "watch-sources");
      ServiceStatus last = status.get(status.size() - 1);
      assertThat(last.getService()).isEqualTo("ingest");
      assertThat(last.getMode()).isEqualTo(TimeMode.LIVE);
      assertThat(last.getWatermark()).isEqualTo(BEGIN.minusMillis(1));
      assertThat(last.getLagMillis()).isEqualTo(2_001);
    }

    @Test
    void shouldSayNothingOfLagInEventMode() {
      restartWith(IngestDriver.event());
      ingest.send(raw.json(), BEGIN);
      ingest.pass(Duration.ofSeconds(1));
      assertThat(ingest.status()).extracting(ServiceStatus::getLagMillis).containsOnlyNulls();
    }
  }

  @Nested
  class OfMemory {
    private static final int POSTS = 3 * KeepEffectiveRevisions.SWEEP;

    @Test
    void shouldForgetPostsThirtyDaysAfterTheyWereLastSeen() {
      for (int i = 0; i < POSTS; i++) {
        ingest.send(raw.of("wire", "old-" + i).json(), BEGIN);
      }
      ingest.send(raw.of("wire", "young").json(), BEGIN.plus(Duration.ofDays(29)));
      ingest.pass(Duration.ofSeconds(1));
      assertThat(remembered()).isEqualTo(POSTS + 1);
      ingest.send(raw.of("wire", "clock").json(), BEGIN.plus(Duration.ofDays(31)));
      for (int second = 0; second < 10; second++) {
        ingest.pass(Duration.ofSeconds(1));
      }
      assertThat(remembered()).isEqualTo(2);
      assertThat(counter("tocsin.ingest.posts.forgotten")).isEqualTo(POSTS);
    }

    @Test
    void shouldDecideByTheRecordsOwnTimeAndNotByTheSweep() {
      ingest.send(raw.title("A").json(), BEGIN);
      ingest.send(raw.title("A").json(), BEGIN.plus(Duration.ofDays(31)));
      assertThat(ingest.posts()).extracting(Post::getRevision).containsExactly(1, 1);
    }

    private long remembered() {
      KeyValueStore<String, byte[]> store =
          ingest.driver.getKeyValueStore(KeepEffectiveRevisions.REVISION_STORE);
      long count = 0;
      try (var all = store.all()) {
        while (all.hasNext()) {
          all.next();
          count++;
        }
      }
      return count;
    }
  }

  @Test
  void shouldBeTheTopologyThatIsCheckedIn() throws IOException {
    String text =
        new IngestTopology(
                ingest.topics,
                io.tocsin.ingest.IngestSettings.DEFAULT,
                new io.tocsin.runtime.deadletters.DeadLetters("ingest", 1),
                ReadingProofs.none(),
                new io.tocsin.ingest.IngestMetrics(ingest.meters))
            .build()
            .describe()
            .toString();
    Path checkedIn = Path.of("src/test/resources/topology.txt");
    Path built = Path.of("target/topology.txt");
    Files.writeString(built, text);
    assertThat(text)
        .as("changing the topology is a decision: copy %s to %s", built, checkedIn)
        .isEqualToNormalizingNewlines(Files.readString(checkedIn));
  }

  private double counter(String name) {
    return ingest.meters.find(name).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  /** Proofs as a test sets them. */
  private static final class Ends implements ReadingProofs {
    private final java.util.ArrayList<Integer> restarted = new java.util.ArrayList<>();
    private @Nullable IdleProof proof;
    private long lastProcessed = -2;

    @Override
    public void restarted(int partition) {
      restarted.add(partition);
    }

    @Override
    public Optional<IdleProof> proof(int partition, long offset) {
      lastProcessed = offset;
      return Optional.ofNullable(proof);
    }
  }
}
