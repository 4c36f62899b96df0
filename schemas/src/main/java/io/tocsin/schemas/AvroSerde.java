package io.tocsin.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro in Confluent's wire format, for one record type under one subject. Made by {@link
 * AvroSerdes#serde}.
 *
 * @param <T> generated class of the record
 */
final class AvroSerde<T extends SpecificRecord>
    implements Serde<T>, Serializer<T>, Deserializer<T> {

  static final byte MAGIC = 0;
  private static final int HEADER_BYTES = 1 + Integer.BYTES;
  private static final int USUAL_BYTES = 1024;
  private static final int MAX_READERS = 1_000;

  private final String subject;
  private final SchemaDirectory directory;
  private final SpecificData model;
  private final Schema schema;
  private final SpecificDatumWriter<T> writer;
  private final Map<Integer, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();

  AvroSerde(Class<T> type, String subject, SchemaDirectory directory) {
    this.subject = subject;
    this.directory = directory;
    this.model = SpecificData.getForClass(type);
    this.schema = model.getSchema(type);
    this.writer = new SpecificDatumWriter<>(schema, model);
  }

  /** The subject under which its schema is registered. */
  String subject() {
    return subject;
  }

  /** The schema that it writes. */
  Schema schema() {
    return schema;
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T value) {
    if (value == null) {
      return null;
    }
    int id = directory.id(subject, schema);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    bytes.write(MAGIC);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
    write(value, bytes);
    return bytes.toByteArray();
  }

  private void write(T value, ByteArrayOutputStream bytes) {
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      writer.write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be written", e);
    } catch (AvroRuntimeException | ClassCastException | NullPointerException e) {
      throw new SerializationException(
          "Not a valid " + schema.getFullName() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    if (bytes.length < HEADER_BYTES || bytes[0] != MAGIC) {
      throw new SerializationException(
          "Not Avro in Confluent's wire format: "
              + bytes.length
              + " bytes"
              + (bytes.length == 0 ? "" : ", the first is " + bytes[0])
              + "; expected a zero byte and a four-byte schema id before the data");
    }
    int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    return read(id, reader(id), bytes);
  }

  private T read(int id, SpecificDatumReader<T> reader, byte[] bytes) {
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
    try {
      return reader.read(null, decoder);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Avro reports broken data by whatever it stumbles over
      throw new SerializationException(
          "Not a " + schema.getFullName() + " written with schema id " + id + ": " + e, e);
    }
  }

  private SpecificDatumReader<T> reader(int id) {
    SpecificDatumReader<T> known = readers.get(id);
    if (known != null) {
      return known;
    }
    SpecificDatumReader<T> reader = new SpecificDatumReader<>(directory.schema(id), schema, model);
    if (readers.size() < MAX_READERS) {
      readers.put(id, reader);
    }
    return reader;
  }

  @Override
  public Serializer<T> serializer() {
    return this;
  }

  @Override
  public Deserializer<T> deserializer() {
    return this;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    // everything was given to the constructor
  }

  @Override
  public void close() {
    // the directory is shared
  }
}
