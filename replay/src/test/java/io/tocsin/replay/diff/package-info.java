/** Tests of the comparison. */
@org.jspecify.annotations.NullMarked
package io.tocsin.replay.diff;
