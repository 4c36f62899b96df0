package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.MentionEvent;
import java.util.List;

/**
 * What a match partition tells of the history of a rule that is new: that it begins to count it,
 * what it has found in the posts before the rule came, and that this was all. In this order; what
 * is told twice is told once.
 */
public sealed interface WarmStart {

  /** The rule. */
  String ruleId();

  /** Hash of what decides in it: what was counted by another meaning is of no use. */
  String ruleHash();

  /** The match partition that tells. */
  int partition();

  /**
   * From here on the partition matches the rule, and looks for what it would have found before.
   *
   * @param of how many match partitions there are
   */
  record Begun(String ruleId, String ruleHash, int partition, int of) implements WarmStart {}

  /**
   * Mentions of one key, made and taken back before the rule came.
   *
   * @param mentions in any order
   */
  record Found(String ruleId, String ruleHash, int partition, List<MentionEvent> mentions)
      implements WarmStart {

    public Found {
      mentions = List.copyOf(mentions);
    }
  }

  /**
   * When a scope of the rule was mentioned, whatever partition counts it: the budget is shared
   * among busy scopes.
   *
   * @param scope the scope
   * @param buckets beginnings of the {@link #BUCKET_MILLIS} in which it was, milliseconds since the
   *     epoch
   */
  record Busy(String ruleId, String ruleHash, int partition, String scope, List<Long> buckets)
      implements WarmStart {

    public Busy {
      buckets = List.copyOf(buckets);
    }
  }

  /**
   * All has been told.
   *
   * @param of how many match partitions there are
   * @param from from when on it is whole, milliseconds since the epoch: {@link Long#MIN_VALUE} when
   *     nothing is missing, {@link Long#MAX_VALUE} when it could not be counted
   */
  record Ended(String ruleId, String ruleHash, int partition, int of, long from)
      implements WarmStart {}

  /** Length of the stretches by which it is told when scopes are busy. */
  long BUCKET_MILLIS = Forecast.BUCKET_MILLIS;
}
