/** Tests of what speed is told with. */
@NullMarked
package io.tocsin.benchmarks.speed;

import org.jspecify.annotations.NullMarked;
