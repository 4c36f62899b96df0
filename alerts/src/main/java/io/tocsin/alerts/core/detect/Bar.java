package io.tocsin.alerts.core.detect;

/** What the count of a window is compared with. */
sealed interface Bar permits BudgetBar, RatioBar {

  /** The smallest count that rings. */
  int count();

  /** Smaller counts are calm. */
  int calm();

  /** What can be expected instead. */
  double expected();

  /** How surely a count rings; smaller is surer. */
  double surprise(int observed);

  /** What a reading with this bar says, as it is published. */
  Decision decision(Reading reading, Decision.Asked asked, int sources);
}
