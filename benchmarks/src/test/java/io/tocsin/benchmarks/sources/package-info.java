@NullMarked
package io.tocsin.benchmarks.sources;

import org.jspecify.annotations.NullMarked;
