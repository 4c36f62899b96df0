/** The plain records of the service as Avro and back; the only place that knows both. */
@NullMarked
package io.tocsin.alerts.wire;

import org.jspecify.annotations.NullMarked;
