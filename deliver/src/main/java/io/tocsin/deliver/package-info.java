/** Delivery: brings alert events to Alertmanagers and webhooks. */
@NullMarked
package io.tocsin.deliver;

import org.jspecify.annotations.NullMarked;
