/** Coverage health: how each source usually publishes, and whether it does. No clock, no Kafka. */
@NullMarked
package io.tocsin.ingest.core.sources;

import org.jspecify.annotations.NullMarked;
