/** The services' own cores over a history, in one process and without Kafka. */
@org.jspecify.annotations.NullMarked
package io.tocsin.replay.backtest;
