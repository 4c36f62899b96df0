/** Tests of the backtest. */
@org.jspecify.annotations.NullMarked
package io.tocsin.replay.backtest;
