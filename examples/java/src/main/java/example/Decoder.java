package example;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/**
 * From Confluent's wire format (a zero byte, the schema's id in four bytes, Avro) to a record of
 * our own schema: new fields are left out, missing ones have their defaults, a new enum symbol is
 * the enum's default.
 */
final class Decoder {
  private static final int HEADER_BYTES = 5;
  private static final int TRIES = 5;
  private static final int NOT_FOUND = 404;

  /** Who we are to the registry, if it wants that: {@code user:password}. */
  private static final String LOGIN =
      System.getenv().getOrDefault("TOCSIN_REGISTRY_BASIC_AUTH_USER_INFO", "");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
  private final String registry;
  private final Schema own;

  /**
   * @param registry base address of the registry's Confluent API
   * @param record name of a record whose schema lies among our resources
   */
  Decoder(String registry, String record) throws IOException {
    this.registry = registry.replaceAll("/+$", "");
    try (InputStream schema = Decoder.class.getResourceAsStream("/" + record + ".avsc")) {
      this.own = new SchemaParser().parse(schema).mainSchema();
    }
  }

  /**
   * Decodes a value that is not null.
   *
   * @throws Undecodable when it never will be possible
   * @throws WorldBroken when the registry could not be asked
   */
  GenericRecord decode(byte[] value) throws Undecodable, InterruptedException {
    if (value.length < HEADER_BYTES || value[0] != 0) {
      throw new Undecodable(value.length + " bytes that do not begin with a zero byte and a schema id");
    }
    GenericDatumReader<GenericRecord> reader = reader(ByteBuffer.wrap(value).getInt(1));
    try {
      return reader.read(
          null, DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null));
    } catch (IOException | RuntimeException | StackOverflowError broken) {
      throw new Undecodable(broken.toString()); // Avro reports broken data by whatever it stumbles over
    }
  }

  private GenericDatumReader<GenericRecord> reader(int id) throws Undecodable, InterruptedException {
    GenericDatumReader<GenericRecord> known = readers.get(id);
    if (known != null) {
      return known;
    }
    try {
      Schema writer = new SchemaParser().parse(fetch(id)).mainSchema();
      GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(writer, own);
      readers.put(id, reader);
      return reader;
    } catch (SchemaParseException broken) {
      throw new Undecodable("schema " + id + " is no Avro schema: " + broken.getMessage());
    }
  }

  private String fetch(int id) throws Undecodable, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(registry + "/schemas/ids/" + id)).timeout(Duration.ofSeconds(10));
    if (!LOGIN.isEmpty()) {
      builder.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(LOGIN.getBytes(UTF_8)));
    }
    HttpRequest request = builder.build();
    IOException problem = new IOException("never asked");
    for (int attempt = 0; attempt < TRIES; attempt++) {
      TimeUnit.MILLISECONDS.sleep(attempt == 0 ? 0 : 200L << attempt);
      try {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == NOT_FOUND) {
          throw new Undecodable("the registry does not know schema " + id);
        }
        if (answer.statusCode() == 200) {
          return JSON.readTree(answer.body()).required("schema").textValue();
        }
        problem = new IOException("HTTP " + answer.statusCode());
      } catch (IOException failure) {
        problem = failure;
      } catch (IllegalArgumentException noSchema) {
        problem = new IOException("no schema in the answer");
      }
    }
    throw new WorldBroken(
        "the schema registry at " + registry + " (--registry) does not answer: " + problem, problem);
  }
}
