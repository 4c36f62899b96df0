/** What the page shows, without Kafka, Avro and HTTP: the board of alerts, the ring of events. */
@NullMarked
package io.tocsin.dashboard.core;

import org.jspecify.annotations.NullMarked;
