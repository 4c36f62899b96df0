package io.tocsin.ingest.topology;

import io.tocsin.avro.RawPost;
import io.tocsin.ingest.core.JsonPosts;
import io.tocsin.ingest.core.Limits;
import io.tocsin.ingest.core.PostChecks;
import io.tocsin.ingest.core.RawBytes;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.RejectReason;
import io.tocsin.ingest.core.SourceHint;
import io.tocsin.ingest.core.SourcePost;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads raw values, JSON or Avro told apart by the first byte, into checked source posts. */
final class RawRecords {
  private final String topic;
  private final Deserializer<RawPost> avro;

  RawRecords(String topic, Deserializer<RawPost> avro) {
    this.topic = topic;
    this.avro = avro;
  }

  /**
   * The post, or why there is none.
   *
   * @throws org.apache.kafka.common.errors.RetriableException when the registry cannot be asked,
   *     which says nothing about the record
   */
  Reading<SourcePost> read(byte @Nullable [] value) {
    return RawBytes.check(value)
        .then(bytes -> RawBytes.isAvro(bytes) ? decode(bytes) : JsonPosts.read(bytes))
        .then(PostChecks::check);
  }

  /**
   * Whose post a refused record was, where that can be told.
   *
   * @throws org.apache.kafka.common.errors.RetriableException as {@link #read} does
   */
  Optional<String> source(byte @Nullable [] value) {
    if (value == null || value.length == 0 || !RawBytes.isAvro(value)) {
      return SourceHint.of(value);
    }
    if (value.length > Limits.RECORD_BYTES) {
      return Optional.empty();
    }
    try {
      RawPost post = avro.deserialize(topic, value);
      return Optional.ofNullable(post).map(RawPost::getSource).flatMap(SourceHint::bounded);
    } catch (SerializationException e) {
      return Optional.empty();
    }
  }

  private Reading<SourcePost> decode(byte[] bytes) {
    try {
      RawPost post = avro.deserialize(topic, bytes);
      return post == null
          ? Reading.rejected(RejectReason.EMPTY_VALUE, "value: empty; expected an Avro RawPost")
          : AvroPosts.read(post);
    } catch (SerializationException e) {
      return Reading.rejected(
          RejectReason.BROKEN_AVRO, "value: " + e.getMessage() + "; expected an Avro RawPost");
    }
  }
}
