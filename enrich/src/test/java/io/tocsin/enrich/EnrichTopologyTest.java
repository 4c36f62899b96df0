package io.tocsin.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.Post;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.avro.TimeMode;
import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.StandardAnnotators;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.Posts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EnrichTopologyTest {

  private static final Instant START = Instant.parse("2022-02-11T10:00:00Z");
  private static final Instant SEEN = Instant.parse("2022-02-11T09:30:00Z");

  private final Topics topics = Topics.of("news", ClockMode.LIVE, 1, AvroSerdes.inMemory());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private TopologyTestDriver driver;
  private TestInputTopic<String, Post> posts;
  private TestOutputTopic<String, EnrichedPost> enriched;
  private TestOutputTopic<String, ServiceStatus> status;

  @BeforeEach
  void start() {
    start(topics, StandardAnnotators.shared());
  }

  private void start(Topics catalogue, List<Annotator> annotators) {
    driver =
        new TopologyTestDriver(
            new EnrichTopology(
                    catalogue,
                    annotators,
                    "desk-7+0123456789ab",
                    new EnrichMeters(meters),
                    new AnnotatorHealth())
                .build(),
            settings(),
            START);
    posts =
        driver.createInputTopic(
            catalogue.posts().name(),
            catalogue.posts().keySerde().serializer(),
            catalogue.posts().valueSerde().serializer());
    enriched = output(catalogue.enrichedPosts());
    status = output(catalogue.status());
  }

  private <K, V> TestOutputTopic<K, V> output(TopicSpec<K, V> topic) {
    return driver.createOutputTopic(
        topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer());
  }

  private static Properties settings() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "news-enrich");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    return settings;
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private void pipe(Post post) {
    posts.pipeInput(new TestRecord<>(post.getPostKey(), post, SEEN));
  }

  private void pipeWatermark(Watermark watermark) {
    posts.pipeInput(control(watermark.key(), headers(watermark), watermark.time()));
  }

  private static Headers headers(Watermark watermark) {
    Headers headers = new RecordHeaders();
    watermark.writeTo(headers);
    return headers;
  }

  private static TestRecord<String, Post> control(String key, Headers headers, long time) {
    return new TestRecord<>(key, null, headers, Instant.ofEpochMilli(time));
  }

  private double counted(String name, String... tags) {
    return meters.get(name).tags(tags).counter().count();
  }

  @Test
  void shouldBeTheTopologyThatIsCheckedIn() throws IOException {
    String checkedIn = Files.readString(Path.of("src/test/resources/topology.txt"));

    String built =
        new EnrichTopology(topics, List.of(), "", EnrichMeters.unread(), new AnnotatorHealth())
            .build()
            .describe()
            .toString();

    assertThat(built).isEqualToNormalizingNewlines(checkedIn);
  }

  @Nested
  class APost {

    @Test
    void shouldComeOutWithWhatIsInIt() {
      Post post =
          Posts.post()
              .title("Blinken urges Americans to leave Ukraine")
              .body(
                  "The US Secretary of State, Antony Blinken, spoke of an invasion on Friday in Melbourne.")
              .build();

      pipe(post);

      EnrichedPost found = enriched.readValue();
      assertThat(found.getPost()).isEqualTo(post);
      assertThat(found.getLanguage()).isEqualTo("en");
      assertThat(found.getCountries()).containsExactly("AU", "UA", "US");
      assertThat(found.getEntities())
          .extracting(entity -> entity.getText())
          .contains("Antony Blinken");
      assertThat(found.getTags()).extracting(tag -> tag.getCode()).contains("conflict");
      assertThat(found.getSignature().getBits().remaining()).isEqualTo(32);
      assertThat(found.getFailedAnnotators()).isEmpty();
      assertThat(found.getTerritoryPolicy()).isEqualTo("desk-7+0123456789ab");
      assertThat(counted(EnrichMeters.POSTS, "outcome", "annotated")).isEqualTo(1);
      assertThat(counted(EnrichMeters.ENTITIES, "type", "PLACE")).isEqualTo(3);
    }

    @Test
    void shouldKeepKeyTimeAndHeaders() {
      Headers headers = new RecordHeaders().add("trace", "7".getBytes(StandardCharsets.UTF_8));

      posts.pipeInput(new TestRecord<>("wire:1", Posts.post().build(), headers, SEEN));

      TestRecord<String, EnrichedPost> out = enriched.readRecord();
      assertThat(out.key()).isEqualTo("wire:1");
      assertThat(out.getRecordTime()).isEqualTo(SEEN);
      assertThat(out.headers().lastHeader("trace").value())
          .isEqualTo("7".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldPassWithoutAnnotationsWhenKilled() {
      Post killed = Posts.post().title("Russia").body("Russia").killed().build();

      pipe(killed);

      EnrichedPost found = enriched.readValue();
      assertThat(found.getPost()).isEqualTo(killed);
      assertThat(found.getEntities()).isEmpty();
      assertThat(found.getCountries()).isEmpty();
      assertThat(found.getSignature()).isNull();
      assertThat(counted(EnrichMeters.POSTS, "outcome", "killed")).isEqualTo(1);
    }

    @Test
    void shouldNotBeChangedByATextWithoutLetters() {
      pipe(Posts.post().title("").body("🚨 12:30").build());

      assertThat(enriched.readValue().getLanguage()).isEqualTo("und");
      assertThat(counted(EnrichMeters.UNDETERMINED)).isEqualTo(1);
    }

    @Test
    void shouldBeAnnotatedAndNotCountedWhenItIsTheProbes() {
      pipe(Posts.post().of("tocsin-probe", "0").title("Storm in Paris").build());

      assertThat(enriched.readValue().getSignature()).isNotNull();
      assertThat(counted(EnrichMeters.POSTS, "outcome", "annotated")).isZero();
      assertThat(counted(EnrichMeters.ENTITIES, "type", "PLACE")).isZero();
    }

    @Test
    void shouldGoOnPartlyEnrichedWhenAnAnnotatorFails() {
      stop();
      start(
          topics,
          Stream.concat(Stream.of(new Broken()), StandardAnnotators.shared().stream()).toList());

      pipe(Posts.post().build());

      EnrichedPost found = enriched.readValue();
      assertThat(found.getFailedAnnotators()).containsExactly("broken");
      assertThat(found.getLanguage()).isEqualTo("en");
      assertThat(counted(EnrichMeters.FAILURES, "annotator", "broken")).isEqualTo(1);
      assertThat(counted(EnrichMeters.POSTS, "outcome", "partly")).isEqualTo(1);
    }

    @Test
    void shouldLeaveATombstoneWhenErased() {
      posts.pipeInput(control("wire:1", new RecordHeaders(), SEEN.toEpochMilli()));

      assertThat(enriched.readRecord())
          .satisfies(out -> assertThat(out.key()).isEqualTo("wire:1"))
          .satisfies(out -> assertThat(out.value()).isNull());
      assertThat(counted(EnrichMeters.POSTS, "outcome", "erased")).isEqualTo(1);
    }
  }

  @Nested
  class AWatermark {

    @Test
    void shouldPassInPlaceAmongThePosts() {
      Watermark watermark = new Watermark(0, 1, SEEN.toEpochMilli());

      pipe(Posts.post().of("wire", "1").build());
      pipeWatermark(watermark);
      pipe(Posts.post().of("wire", "2").build());

      List<TestRecord<String, EnrichedPost>> out = enriched.readRecordsToList();
      assertThat(out)
          .extracting(TestRecord::key)
          .containsExactly("wire:1", "~watermark/0", "wire:2");
      assertThat(out.get(1).value()).isNull();
      assertThat(out.get(1).timestamp()).isEqualTo(SEEN.toEpochMilli());
      assertThat(Watermark.read(out.get(1).key(), out.get(1).headers())).contains(watermark);
    }

    @Test
    void shouldNotPassWhenItIsAnotherPartitionsOrNone() {
      pipeWatermark(new Watermark(1, 2, 7));
      posts.pipeInput(control("~watermark/0", new RecordHeaders(), 7));
      posts.pipeInput(control("~watermark/x", new RecordHeaders(), 7));
      posts.pipeInput(control("~end", new RecordHeaders(), 7));
      posts.pipeInput(control("~watermark/5", headers(new Watermark(0, 1, 7)), 7));

      assertThat(enriched.isEmpty()).isTrue();
      assertThat(counted(EnrichMeters.IGNORED_CONTROLS)).isEqualTo(5);
    }
  }

  @Nested
  class TheStatus {

    @Test
    void shouldBeToldOnceASecond() {
      driver.advanceWallClockTime(Duration.ofMillis(999));
      assertThat(status.isEmpty()).isTrue();

      driver.advanceWallClockTime(Duration.ofMillis(1));
      assertThat(status.readKeyValuesToList())
          .singleElement()
          .satisfies(record -> assertThat(record.key).isEqualTo("enrich/annotate/0"))
          .satisfies(record -> assertThat(record.value.getAt()).isEqualTo(START.plusSeconds(1)))
          .satisfies(record -> assertThat(record.value.getMode()).isEqualTo(TimeMode.LIVE))
          .satisfies(record -> assertThat(record.value.getWatermark()).isNull())
          .satisfies(record -> assertThat(record.value.getLagMillis()).isNull());
    }

    @Test
    void shouldSayHowFarTheClockHasComeAndHowFarItIsBehind() {
      pipeWatermark(new Watermark(0, 1, SEEN.toEpochMilli()));
      driver.advanceWallClockTime(Duration.ofSeconds(1));

      assertThat(status.readValue().getWatermark()).isEqualTo(SEEN);
      driver.advanceWallClockTime(Duration.ofSeconds(1));
      assertThat(status.readValue().getLagMillis())
          .isEqualTo(Duration.between(SEEN, START.plusSeconds(2)).toMillis());
    }

    @Test
    void shouldNotSpeakOfALagInAReplay() {
      stop();
      Topics replayed = Topics.of("replay", ClockMode.EVENT, 1, AvroSerdes.inMemory());
      start(replayed, List.of());

      pipeWatermark(new Watermark(0, 1, SEEN.toEpochMilli()));
      driver.advanceWallClockTime(Duration.ofSeconds(1));

      assertThat(status.readValue().getLagMillis()).isNull();
    }
  }

  private static final class Broken implements Annotator {

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Annotations annotate(PostText post, Annotations soFar) {
      throw new IllegalStateException("broken");
    }
  }
}
