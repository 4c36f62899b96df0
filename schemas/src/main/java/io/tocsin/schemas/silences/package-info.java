/** Silences: what they mean, and the topic on which they stand. */
@NullMarked
package io.tocsin.schemas.silences;

import org.jspecify.annotations.NullMarked;
