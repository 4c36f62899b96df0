/** Alerts in plain words, with the numbers by which they were decided, computed again. */
@NullMarked
package io.tocsin.alerts.explain;

import org.jspecify.annotations.NullMarked;
