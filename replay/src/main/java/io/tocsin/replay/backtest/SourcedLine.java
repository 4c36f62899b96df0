package io.tocsin.replay.backtest;

import io.tocsin.replay.core.RawLine;

/**
 * A line and the file that it stands in.
 *
 * @param file place of the file among those given, from 0
 * @param line the line
 */
record SourcedLine(int file, RawLine line) {}
