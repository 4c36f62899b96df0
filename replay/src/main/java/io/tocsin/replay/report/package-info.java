/** One page of HTML that shows what a backtest found. */
@org.jspecify.annotations.NullMarked
package io.tocsin.replay.report;
