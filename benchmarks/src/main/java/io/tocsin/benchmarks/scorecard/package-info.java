/**
 * The scorecard: what is measured on which series, and how it is told. The way in is {@link
 * io.tocsin.benchmarks.scorecard.ScorecardCommand}.
 */
@NullMarked
package io.tocsin.benchmarks.scorecard;

import org.jspecify.annotations.NullMarked;
