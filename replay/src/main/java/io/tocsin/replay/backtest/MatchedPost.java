package io.tocsin.replay.backtest;

import io.tocsin.alerts.core.match.Hit;
import io.tocsin.alerts.core.match.PostRevision;
import java.util.List;

/**
 * An enriched revision and what matches in it.
 *
 * @param post the revision
 * @param hits of each set of rules
 */
record MatchedPost(PostRevision post, List<List<Hit>> hits) {}
