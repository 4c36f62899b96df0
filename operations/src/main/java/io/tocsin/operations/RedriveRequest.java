package io.tocsin.operations;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a redrive is asked for.
 *
 * @param chosen which letters are meant, unless one is named
 * @param position the one that is meant; null for those that are chosen
 * @param value bytes in the place of the one letter's; null to send what it holds
 * @param again whether also to send what was sent before
 * @param limit how many go at most
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of a record, never compared
record RedriveRequest(
    LetterFilter.Chosen chosen,
    @Nullable LetterPosition position,
    byte @Nullable [] value,
    boolean again,
    int limit) {
  private static final Set<Standing> REPAIRABLE =
      Set.of(Standing.READY, Standing.CUT, Standing.TOO_LARGE);

  /** Gives the letters that are meant. */
  void read(LetterBox box, LetterBox.Reader reader) {
    if (position == null) {
      box.read(chosen, reader);
    } else {
      box.find(position, reader);
    }
  }

  /**
   * Whether such a letter goes.
   *
   * @param kind without regard to what was sent before
   * @param standing with it
   */
  boolean sends(Standing kind, Standing standing) {
    boolean complete = value == null ? kind == Standing.READY : REPAIRABLE.contains(kind);
    return complete && (again || !before().contains(standing));
  }

  /** A record that came back is another one when it is repaired. */
  private List<Standing> before() {
    return value == null ? List.of(Standing.SENT, Standing.RETURNED) : List.of(Standing.SENT);
  }
}
