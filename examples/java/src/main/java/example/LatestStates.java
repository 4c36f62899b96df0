package example;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The latest sequence of each alert, so that an event that comes twice is taken once. A service
 * keeps this in its database: an upsert by alert id where the sequence is higher.
 */
final class LatestStates {
  private static final int REMEMBERED = 10_000;

  private final Map<String, Integer> sequences =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** True when this was news. */
  boolean take(String id, int sequence) {
    Integer last = sequences.get(id);
    if (last != null && last >= sequence) {
      return false;
    }
    sequences.put(id, sequence);
    return true;
  }
}
