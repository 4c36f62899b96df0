/** The module's own rules. */
@NullMarked
package io.tocsin.benchmarks;

import org.jspecify.annotations.NullMarked;
