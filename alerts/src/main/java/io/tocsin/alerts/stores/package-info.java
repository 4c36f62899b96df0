/**
 * What the stages keep: the core's interfaces on the stores of Kafka Streams, each with a limit.
 */
@NullMarked
package io.tocsin.alerts.stores;

import org.jspecify.annotations.NullMarked;
