/** Feeds without network and Kafka: their formats, the identity of their items, their rhythm. */
@NullMarked
package io.tocsin.ingest.feed.core;

import org.jspecify.annotations.NullMarked;
