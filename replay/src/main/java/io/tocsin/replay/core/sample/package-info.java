/** The sample coverage: two ordinary weeks from a seeded generator, then a day of crisis. */
@NullMarked
package io.tocsin.replay.core.sample;

import org.jspecify.annotations.NullMarked;
