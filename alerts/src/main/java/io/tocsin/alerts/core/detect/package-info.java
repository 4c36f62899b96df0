/**
 * Decides when words spike: pure code, without Kafka, Avro, clock or randomness.
 *
 * <p>The way in is {@link io.tocsin.alerts.core.detect.DetectStage}, the whole of one detect
 * partition. A host (the topology, the backtest, a simulator) makes one per partition and uses it
 * so:
 *
 * <pre>{@code
 * var stage = new DetectStage(rules, pendingMentions, keyStates);   // at start and after a restart
 * stage.hold(mention);                                              // for each mention that arrives
 * stage.advance(mergedTime, output -> ...);                         // when the merged clock has risen
 * }</pre>
 *
 * {@code rules} gives the rule of an id as it stands now, or null when there is none; it is asked
 * for each mention and for each ticking key each minute, so it should answer from memory. {@link
 * io.tocsin.alerts.core.detect.PendingMentions} and {@link io.tocsin.alerts.core.detect.KeyStates}
 * are the two stores; after {@code advance} has returned, everything is in them, and a stage made
 * anew on the same stores goes on as if nothing had happened. Outputs come in a fixed order.
 *
 * <p>Inside, a key (rule and scope) is a {@link io.tocsin.alerts.core.detect.SpikeDetector}. The
 * reasoning, the formulas and what was measured are in {@code docs/detection.md}.
 */
@NullMarked
package io.tocsin.alerts.core.detect;

import org.jspecify.annotations.NullMarked;
