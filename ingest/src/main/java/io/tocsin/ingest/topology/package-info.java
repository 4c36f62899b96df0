/** The Kafka Streams side of ingest: processors, stores and the mapping from and to Avro. */
@NullMarked
package io.tocsin.ingest.topology;

import org.jspecify.annotations.NullMarked;
