/** Live mode's proof that a raw partition was read to its end. */
@NullMarked
package io.tocsin.ingest.live;

import org.jspecify.annotations.NullMarked;
