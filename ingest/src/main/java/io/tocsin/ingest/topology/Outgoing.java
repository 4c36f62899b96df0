package io.tocsin.ingest.topology;

import io.tocsin.avro.Post;
import io.tocsin.avro.ServiceStatus;
import io.tocsin.avro.SourceEvent;
import io.tocsin.avro.SourceState;
import org.jspecify.annotations.Nullable;

/** What a stage gives out, by where it goes. */
sealed interface Outgoing {

  /** Onwards: a post, or a control record if there is none. */
  record Onward(@Nullable Post post) implements Outgoing {}

  /** To the dead letters: the value as it came; key and reason are in key and headers. */
  @SuppressWarnings("ArrayRecordComponent") // bytes of a record, never compared
  record Dead(byte @Nullable [] value) implements Outgoing {}

  /** To the topic of sources: how one is, or that it is not watched any more. */
  record Health(@Nullable SourceState state) implements Outgoing {}

  /** To the topic of what happens to sources. */
  record Happened(SourceEvent event) implements Outgoing {}

  /** To the status topic. */
  record Alive(ServiceStatus status) implements Outgoing {}
}
