package io.tocsin.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.tocsin.avro.Link;
import io.tocsin.avro.Post;
import io.tocsin.avro.RawPost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {

  private static final String TOPIC = "news.posts";
  private static final String SUBJECT = "news.posts-value";
  private static final Instant NOON = Instant.parse("2022-02-11T12:00:00Z");

  private final MockSchemaRegistryClient registry =
      new MockSchemaRegistryClient(List.of(new AvroSchemaProvider()));
  private final SchemaDirectory directory =
      new SchemaDirectory(registry, "memory", Duration.ofSeconds(1));
  private final Serde<Post> posts = new AvroSerde<>(Post.class, SUBJECT, directory);

  private static Post.Builder post() {
    return Post.newBuilder()
        .setPostKey("wire:17")
        .setSource("wire")
        .setId("17")
        .setRevision(1)
        .setSeenAt(NOON)
        .setPublishedAt(NOON)
        .setTitle("Harbour closed")
        .setContentHash("00");
  }

  @Nested
  class OnTheWire {

    @Test
    void shouldComeBackAsItWas() {
      Post post = post().setLinks(List.of(new Link("more", "https://example.org/"))).build();

      assertThat(posts.deserializer().deserialize(TOPIC, posts.serializer().serialize(TOPIC, post)))
          .isEqualTo(post);
    }

    @Test
    void shouldBeginWithAZeroByteAndTheIdOfTheRegisteredSchema() throws Exception {
      byte[] bytes = posts.serializer().serialize(TOPIC, post().build());

      assertThat(bytes[0]).isZero();
      int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
      assertThat(registry.getSchemaById(id).rawSchema()).isEqualTo(Post.getClassSchema());
      assertThat(registry.getCompatibility(SUBJECT)).isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void shouldLeaveNullAlone() {
      assertThat(posts.serializer().serialize(TOPIC, null)).isNull();
      assertThat(posts.deserializer().deserialize(TOPIC, null)).isNull();
    }

    @Test
    void shouldReadWhatAWriterWithMoreFieldsWrote() throws Exception {
      Schema newer = new Schema.Parser().parse(Post.getClassSchema().toString());
      List<Schema.Field> fields =
          newer.getFields().stream().map(field -> new Schema.Field(field, field.schema())).toList();
      Schema withMood = Schema.createRecord(newer.getName(), "", newer.getNamespace(), false);
      java.util.ArrayList<Schema.Field> all = new java.util.ArrayList<>(fields);
      all.add(new Schema.Field("mood", Schema.create(Schema.Type.STRING), "new", "calm"));
      withMood.setFields(all);
      GenericRecord record = copy(post().build(), withMood);
      record.put("mood", "grim");

      assertThat(posts.deserializer().deserialize(TOPIC, written(record)).getTitle())
          .isEqualTo("Harbour closed");
    }
  }

  @Nested
  class OnBytesThatAreNotOurs {

    @Test
    void shouldSayThatJsonIsNotAvro() {
      assertBad("{\"id\":1}".getBytes(StandardCharsets.UTF_8), "the first is 123");
    }

    @Test
    void shouldSayThatNothingIsNotAvro() {
      assertBad(new byte[0], "0 bytes");
    }

    @Test
    void shouldNameAnUnknownSchemaId() {
      assertBad(new byte[] {0, 0, 0, 3, (byte) 0xE7, 1, 2}, "Schema id 999 is unknown");
    }

    @Test
    void shouldRefuseDataThatIsCut() {
      byte[] whole = posts.serializer().serialize(TOPIC, post().build());

      assertBad(java.util.Arrays.copyOf(whole, whole.length - 3), "Not a io.tocsin.avro.Post");
    }

    @Test
    void shouldRefuseAClaimedLengthThatNoMemoryHolds() {
      byte[] whole = posts.serializer().serialize(TOPIC, post().build());
      byte[] claim = java.util.Arrays.copyOf(whole, 10);
      // a string of 2^31 - 8 bytes, zigzag encoded
      System.arraycopy(
          new byte[] {(byte) 0xF0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F}, 0, claim, 5, 5);

      assertBad(claim, "Not a io.tocsin.avro.Post");
    }

    @Test
    void shouldRefuseARecordOfAnotherType() throws Exception {
      Schema other = SchemaBuilder.record("Other").fields().requiredInt("n").endRecord();
      GenericRecord record = new GenericData.Record(other);
      record.put("n", 4);

      assertBad(written(record), "Not a io.tocsin.avro.Post");
    }

    private void assertBad(byte[] bytes, String message) {
      assertThatThrownBy(() -> posts.deserializer().deserialize(TOPIC, bytes))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining(message);
    }
  }

  @Nested
  class WhenTheRegistryFails {

    private final AtomicInteger status = new AtomicInteger(500);
    private final AtomicInteger failures = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicReference<String> authorization = new AtomicReference<>();
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
            boolean fail = failures.getAndDecrement() > 0;
            byte[] body =
                (fail ? "{\"error_code\":" + status + ",\"message\":\"no\"}" : "{\"id\":7}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(fail ? status.get() : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      url = "http://localhost:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
      server.stop(0);
    }

    private Serde<RawPost> rawPosts(Map<String, ?> settings) {
      return AvroSerdes.connect(url, settings, Duration.ofMillis(300))
          .serde(RawPost.class, "news.posts.raw-value");
    }

    private byte[] write(Serde<RawPost> serde) {
      RawPost post = RawPost.newBuilder().setSource("wire").setId("17").build();
      return serde.serializer().serialize("news.posts.raw", post);
    }

    @Test
    void shouldCallItAnOutageAndNotABadRecord() {
      assertThatThrownBy(() -> write(rawPosts(Map.of())))
          .isInstanceOf(RegistryUnavailableException.class)
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("tocsin.registry.url")
          .hasMessageContaining(url);
    }

    @Test
    void shouldCallAMissingPasswordAnOutageToo() {
      status.set(401);
      byte[] avro = {0, 0, 0, 0, 1, 0};

      assertThatThrownBy(() -> rawPosts(Map.of()).deserializer().deserialize("t", avro))
          .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void shouldAskAgainBeforeItGivesUp() {
      failures.set(1);

      assertThat(write(rawPosts(Map.of()))).startsWith(0, 0, 0, 0, 7);
    }

    @Test
    void shouldPassItsCredentialsOn() {
      failures.set(0);
      write(
          rawPosts(
              Map.of(
                  "basic.auth.credentials.source",
                  "USER_INFO",
                  "basic.auth.user.info",
                  "tocsin:bell")));

      String expected =
          Base64.getEncoder().encodeToString("tocsin:bell".getBytes(StandardCharsets.UTF_8));
      assertThat(authorization.get()).isEqualTo("Basic " + expected);
    }

    @Test
    void shouldRegisterAgainWhenAnotherServiceDidSoAtTheSameMoment() {
      AtomicInteger calls = new AtomicInteger();
      MockSchemaRegistryClient contended =
          new MockSchemaRegistryClient(List.of(new AvroSchemaProvider())) {
            @Override
            public String updateCompatibility(String subject, String compatibility)
                throws IOException, RestClientException {
              if (calls.incrementAndGet() == 1) {
                throw new RestClientException("the rule exists already", 409, 409);
              }
              return super.updateCompatibility(subject, compatibility);
            }
          };
      SchemaDirectory contendedDirectory =
          new SchemaDirectory(contended, "memory", Duration.ofSeconds(1));
      assertThat(contendedDirectory.id(SUBJECT, Post.getClassSchema())).isPositive();
      assertThat(calls).hasValue(2);
    }

    @Test
    void shouldNotTellTheCredentialsOfItsAddress() {
      url = url.replace("http://", "http://tocsin:bell@");

      assertThatThrownBy(() -> write(rawPosts(Map.of())))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("http://********@localhost")
          .hasMessageNotContaining("bell");
    }

    @Test
    void shouldSayThatItRefusesOurSchema() {
      status.set(409);

      assertThatThrownBy(() -> write(rawPosts(Map.of())))
          .isInstanceOf(SchemaRejectedException.class)
          .hasMessageContaining("news.posts.raw-value");
    }
  }

  private static GenericRecord copy(Post post, Schema schema) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : Post.getClassSchema().getFields()) {
      record.put(field.name(), post.get(field.pos()));
    }
    record.put("seenAt", NOON.toEpochMilli());
    record.put("publishedAt", NOON.toEpochMilli());
    record.put(
        "status",
        new GenericData.EnumSymbol(schema.getField("status").schema(), post.getStatus().name()));
    return record;
  }

  private byte[] written(GenericRecord record) throws Exception {
    int id = registry.register("any-value", new AvroSchema(record.getSchema()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
