package io.tocsin.schemas;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ids of schemas and schemas of ids, as the registry knows them.
 *
 * <p>An answer is remembered, so that a registry that goes away is missed only when something new
 * turns up. A registry that cannot be reached is asked again for a while, with growing pauses, and
 * then reported. One that has just come back may answer before it has read all that it knows: that
 * an id is unknown is believed only some time after the last outage. Thread-safe.
 */
final class SchemaDirectory {

  private static final Logger log = LoggerFactory.getLogger(SchemaDirectory.class);

  /** All subjects keep old and new readers and writers working together. */
  static final String COMPATIBILITY = "FULL_TRANSITIVE";

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_SETTLING = Duration.ofSeconds(20);
  private static final int NOT_FOUND = 404;
  private static final int FIRST_ID = 1;

  /** How the client begins to tell that a schema is of a kind that it cannot read. */
  private static final String NO_AVRO = "Invalid schema";

  /**
   * A refusal is believed when it is repeated: services that register a new subject at the same
   * moment get in each other's way once.
   */
  private static final int REGISTRATIONS = 3;

  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  /** Foreign schema ids that are remembered; hostile input could otherwise fill the memory. */
  private static final int MAX_REMEMBERED = 1_000;

  private final SchemaRegistryClient client;
  private final String url;
  private final long patienceNanos;
  private final long settlingNanos;

  /** When the last outage was seen, by {@link System#nanoTime}; before the first one long ago. */
  private volatile long lastOutage;

  private final Map<String, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  SchemaDirectory(SchemaRegistryClient client, String url, Duration patience) {
    this.client = client;
    this.url = url;
    this.patienceNanos = patience.toNanos();
    this.settlingNanos = Math.min(LONGEST_SETTLING.toNanos(), patienceNanos / 2);
    this.lastOutage = System.nanoTime() - settlingNanos;
  }

  /** The id of a schema of ours under a subject; registers it at the first call. */
  int id(String subject, Schema schema) {
    Integer known = ids.get(subject + '\0' + schema.getFullName());
    return known != null ? known : register(subject, schema);
  }

  /** The schema that a record was written with. */
  Schema schema(int id) {
    Schema known = schemas.get(id);
    return known != null ? known : fetch(id);
  }

  private int register(String subject, Schema schema) {
    AvroSchema parsed = new AvroSchema(schema);
    int id =
        patiently(
            "register " + schema.getFullName() + " as " + subject,
            () -> register(subject, parsed, REGISTRATIONS));
    ids.put(subject + '\0' + schema.getFullName(), id);
    return id;
  }

  private int register(String subject, AvroSchema schema, int attempts)
      throws IOException, RestClientException {
    try {
      int id = understood(() -> client.register(subject, schema));
      if (id < FIRST_ID) {
        throw new IOException("it answered with the schema id " + id + ", which no registry gives");
      }
      understood(() -> client.updateCompatibility(subject, COMPATIBILITY));
      return id;
    } catch (RestClientException e) {
      if (!isRegistrysOwn(e) || (e.getStatus() != CONFLICT && e.getStatus() != UNPROCESSABLE)) {
        throw e;
      }
      if (attempts > 1) {
        LockSupport.parkNanos(FIRST_PAUSE.toNanos());
        return register(subject, schema, attempts - 1);
      }
      throw new SchemaRejectedException(
          "The registry at "
              + url
              + " refuses "
              + schema.name()
              + " for subject "
              + subject
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private Schema fetch(int id) {
    Schema schema = patiently("look up schema id " + id, () -> avro(id));
    if (schemas.size() < MAX_REMEMBERED) {
      schemas.put(id, schema);
    }
    return schema;
  }

  private Schema avro(int id) throws IOException, RestClientException {
    try {
      ParsedSchema parsed = understood(() -> client.getSchemaById(id));
      if (parsed.rawSchema() instanceof Schema schema) {
        return schema;
      }
      if (AvroSchema.TYPE.equals(parsed.schemaType())) {
        throw new IOException("its answer holds no schema");
      }
      throw new SerializationException(
          "Schema id " + id + " is of type " + parsed.schemaType() + ", expected AVRO");
    } catch (RestClientException e) {
      if (isUnknownId(e) && System.nanoTime() - lastOutage >= settlingNanos) {
        throw new SerializationException(
            "Schema id " + id + " is unknown to the registry at " + url, e);
      }
      throw e;
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).startsWith(NO_AVRO)) {
        throw new SerializationException("Schema id " + id + " is no Avro: " + e.getMessage(), e);
      }
      throw e;
    }
  }

  private static boolean isUnknownId(Exception exception) {
    return exception instanceof RestClientException e
        && e.getStatus() == NOT_FOUND
        && isRegistrysOwn(e);
  }

  /** A registry gives codes that begin with the status; an error page of a proxy has none. */
  static boolean isRegistrysOwn(RestClientException e) {
    return Integer.toString(e.getErrorCode()).startsWith(Integer.toString(e.getStatus()));
  }

  /** The client stumbles over answers that are none of a registry. */
  static <T> T understood(RegistryCall<T> call) throws IOException, RestClientException {
    try {
      return call.ask();
    } catch (RuntimeException e) {
      throw new IOException("its answer is none of a schema registry: " + e, e);
    }
  }

  private <T> T patiently(String what, RegistryCall<T> call) {
    long deadline = System.nanoTime() + patienceNanos;
    long pause = FIRST_PAUSE.toNanos();
    while (true) {
      try {
        return call.ask();
      } catch (IOException | RestClientException e) {
        if (!isUnknownId(e)) {
          lastOutage = System.nanoTime();
        }
        if (System.nanoTime() + pause >= deadline || Thread.currentThread().isInterrupted()) {
          throw new RegistryUnavailableException(
              "The schema registry at "
                  + url
                  + " (tocsin.registry.url) could not "
                  + what
                  + ": "
                  + e.getMessage(),
              e);
        }
        if (pause == FIRST_PAUSE.toNanos()) {
          log.atWarn()
              .addKeyValue("registry", url)
              .addKeyValue("reason", e.getMessage())
              .log("waiting for the schema registry to " + what);
        }
        LockSupport.parkNanos(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
      }
    }
  }

  /** One question to the registry. */
  interface RegistryCall<T> {
    T ask() throws IOException, RestClientException;
  }
}
