package io.tocsin.replay;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a replay has come.
 *
 * @param sent posts sent, those of an earlier run among them
 * @param total posts there are
 * @param clock how far the clock of the alerts service has come; empty before its first watermark
 * @param end where it will end
 * @param alerts alert events so far
 */
public record ReplayProgress(
    long sent, long total, Optional<Instant> clock, Instant end, long alerts) {}
