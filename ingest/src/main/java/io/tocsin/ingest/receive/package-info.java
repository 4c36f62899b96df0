/** The HTTP door: posts that are pushed, answered one by one, sent to the raw topic. */
@NullMarked
package io.tocsin.ingest.receive;

import org.jspecify.annotations.NullMarked;
