/** Metrics, boards and alarms, against the real Prometheus and the pipeline that really runs. */
@NullMarked
package io.tocsin.acceptance.monitoring;

import org.jspecify.annotations.NullMarked;
