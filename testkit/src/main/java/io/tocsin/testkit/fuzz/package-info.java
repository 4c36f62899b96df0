/** Raw records that nobody should send, made from a seed, and what a clean post must keep. */
@NullMarked
package io.tocsin.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
