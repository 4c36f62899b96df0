package io.tocsin.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/**
 * Makes serdes that write and read Avro in Confluent's wire format: a zero byte, the id of the
 * writer's schema in four bytes, Avro's binary encoding.
 *
 * <p>The serdes are immutable and may be shared among threads.
 */
public final class AvroSerdes {

  /** How long an unreachable registry is asked again before it counts as an outage. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

  /**
   * The same for a service, which outlives the restart of a registry: less than the five minutes
   * after which a stream thread that does not poll is thrown out of its group.
   */
  public static final Duration SERVICE_PATIENCE = Duration.ofMinutes(2);

  /** The client's own defaults are a minute, which a stream thread does not have. */
  private static final Map<String, Object> TIMEOUTS =
      Map.of("http.connect.timeout.ms", 5_000, "http.read.timeout.ms", 10_000);

  private static final int REMEMBERED_SCHEMAS = 1_000;

  /**
   * No single string or byte field of a record may be longer: lengths in a record are claims of
   * whoever wrote it.
   */
  private static final String MAX_FIELD_BYTES = Integer.toString(8 * 1024 * 1024);

  private static final String MAX_ITEMS = "1000000";

  static {
    limitAvro("org.apache.avro.limits.string.maxLength", MAX_FIELD_BYTES);
    limitAvro("org.apache.avro.limits.bytes.maxLength", MAX_FIELD_BYTES);
    limitAvro("org.apache.avro.limits.collectionItems.maxLength", MAX_ITEMS);
  }

  private final SchemaDirectory directory;

  private AvroSerdes(SchemaDirectory directory) {
    this.directory = directory;
  }

  /**
   * Serdes over a registry that speaks Confluent's API.
   *
   * @param url address of that API; several, parted by commas, are tried in turn
   * @param settings settings of Confluent's client, for instance {@code basic.auth.user.info} or
   *     {@code schema.registry.ssl.truststore.location}
   */
  public static AvroSerdes connect(String url, Map<String, ?> settings) {
    return connect(url, settings, DEFAULT_PATIENCE);
  }

  /** The same with another patience. */
  public static AvroSerdes connect(String url, Map<String, ?> settings, Duration patience) {
    return new AvroSerdes(
        new SchemaDirectory(client(url, settings), withoutCredentials(url), patience));
  }

  static SchemaRegistryClient client(String url, Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>(TIMEOUTS);
    all.putAll(settings);
    return new CachedSchemaRegistryClient(
        List.of(url.split("\\s*,\\s*", -1)),
        REMEMBERED_SCHEMAS,
        List.of(new AvroSchemaProvider()),
        all);
  }

  /**
   * Serdes over a registry that lives in this process alone: for topology drivers, which have no
   * network either.
   */
  public static AvroSerdes inMemory() {
    return new AvroSerdes(
        new SchemaDirectory(
            new MockSchemaRegistryClient(List.of(new AvroSchemaProvider())),
            "memory",
            DEFAULT_PATIENCE));
  }

  /**
   * A serde for one record type under one subject.
   *
   * <p>Writing registers the schema at the first record. Reading throws {@link
   * org.apache.kafka.common.errors.SerializationException} for bytes that are not such a record and
   * {@link RegistryUnavailableException} when the registry could not be asked. Null stays null.
   *
   * @param type generated class of the record
   * @param subject the registry's subject, {@code <topic>-value} as a rule
   */
  public <T extends SpecificRecord> Serde<T> serde(Class<T> type, String subject) {
    return new AvroSerde<>(type, subject, directory);
  }

  /** What may stand in a log or a dead letter. */
  static String withoutCredentials(String url) {
    return url.replaceAll("(?<=://)[^/@\\s]+(?=@)", "********");
  }

  private static void limitAvro(String property, String limit) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, limit);
    }
  }
}
