/** How fast the detector is, by JMH. */
@NullMarked
package io.tocsin.benchmarks.speed;

import org.jspecify.annotations.NullMarked;
