package io.tocsin.runtime.service;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings of Kafka Streams. Ours come first, then the settings for all Kafka clients, the
 * application's and last the configured ones: later beats earlier.
 *
 * <p>Memory: Kafka Streams polls again only when it has taken what it polled, so what a stream
 * thread holds is bounded by the size of a fetch, not by a number of records; a flood of 5 MB
 * records fits in a heap of 512 MB.
 */
final class StreamsSettings {
  /** Setting under which the RocksDB setter finds its bound in bytes. */
  static final String ROCKSDB_MEMORY = "tocsin.rocksdb.memory";

  private static final int COMMIT_INTERVAL_MS = 100;
  private static final int SESSION_TIMEOUT_MS = 10_000;
  private static final int HEARTBEAT_INTERVAL_MS = 3_000;
  private static final int MAX_REQUEST_BYTES = 8 << 20;
  private static final int MAX_FETCH_BYTES = 8 << 20;
  private static final int MAX_PARTITION_FETCH_BYTES = 2 << 20;
  private static final int MAX_POLL_RECORDS = 500;
  private static final int BUFFERED_RECORDS = 200;
  private static final long STORE_CACHE_BYTES = 16L << 20;

  private StreamsSettings() {}

  static Properties of(StreamsApp app, ServiceConfig config, Map<String, Object> errorPolicy) {
    Map<String, Object> settings = new HashMap<>();
    addIdentity(settings, app, config);
    addStreams(settings, config);
    addClients(settings);
    settings.putAll(errorPolicy);
    settings.putAll(config.kafka());
    settings.putAll(app.streamsOverrides());
    settings.putAll(config.streams());
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  private static void addIdentity(
      Map<String, Object> settings, StreamsApp app, ServiceConfig config) {
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId(app.name()));
    settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toAbsolutePath().toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.topics().replication());
  }

  private static void addStreams(Map<String, Object> settings, ServiceConfig config) {
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, STORE_CACHE_BYTES);
    settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    settings.put(ROCKSDB_MEMORY, config.get(ShellKeys.ROCKSDB_MEMORY));
  }

  private static void addClients(Map<String, Object> settings) {
    consumer(settings, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumer(settings, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
    consumer(settings, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_PARTITION_FETCH_BYTES);
    consumer(settings, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    consumer(settings, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    main(settings, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    main(settings, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_INTERVAL_MS);
    producer(settings, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    producer(settings, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
  }

  private static void consumer(Map<String, Object> settings, String name, Object value) {
    settings.put(StreamsConfig.consumerPrefix(name), value);
  }

  private static void main(Map<String, Object> settings, String name, Object value) {
    settings.put(StreamsConfig.mainConsumerPrefix(name), value);
  }

  private static void producer(Map<String, Object> settings, String name, Object value) {
    settings.put(StreamsConfig.producerPrefix(name), value);
  }
}
