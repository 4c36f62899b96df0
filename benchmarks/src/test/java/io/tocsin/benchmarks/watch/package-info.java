/** What watches: the baselines by hand, the production detector and its forks. */
@NullMarked
package io.tocsin.benchmarks.watch;

import org.jspecify.annotations.NullMarked;
