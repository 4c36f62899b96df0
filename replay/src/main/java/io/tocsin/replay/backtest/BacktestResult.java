package io.tocsin.replay.backtest;

import java.time.Instant;
import java.util.List;

/**
 * What a backtest went through.
 *
 * @param posts deliveries in the range
 * @param rejected of these, what ingest rejects
 * @param revisions of these, effective revisions
 * @param mentions mentions made and taken back, of each set of rules
 * @param first time of the first post
 * @param end where the clock ended
 * @param sorted whether the posts had to be sorted first
 * @param annotatorFailures posts that an annotator failed on
 */
public record BacktestResult(
    long posts,
    long rejected,
    long revisions,
    List<Long> mentions,
    Instant first,
    Instant end,
    boolean sorted,
    long annotatorFailures) {}
