/** The pure core of ingest: plain records in, plain records out; no Kafka, no Avro, no clock. */
@NullMarked
package io.tocsin.ingest.core;

import org.jspecify.annotations.NullMarked;
