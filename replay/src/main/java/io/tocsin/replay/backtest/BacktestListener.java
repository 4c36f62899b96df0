package io.tocsin.replay.backtest;

import io.tocsin.alerts.core.detect.DetectOutput;
import java.io.IOException;

/** Is told what a backtest gives, as it goes along. */
@FunctionalInterface
public interface BacktestListener {

  /**
   * An event or a count of a set of rules. Of each set they come by time, rule, scope and number;
   * the sets take turns.
   *
   * @param set place of the set, from 0
   * @throws IOException if what it writes to fails
   */
  void output(int set, DetectOutput output) throws IOException;

  /** All sets have come to a time, milliseconds since the epoch; nothing before it follows. */
  default void reached(long time) throws IOException {}

  /** It begins anew, since the posts turned out to be unsorted: what was told does not hold. */
  default void restarted() throws IOException {}

  /**
   * A post that ingest rejects.
   *
   * @param where file and line
   * @param why what is wrong with it
   */
  default void rejected(String where, String why) throws IOException {}
}
