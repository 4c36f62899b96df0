/** The measures, with rules of which one knows beforehand what they do. */
@NullMarked
package io.tocsin.benchmarks.scorecard;

import org.jspecify.annotations.NullMarked;
