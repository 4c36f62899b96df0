package io.tocsin.ingest.core;

import java.util.List;
import java.util.TreeSet;

/**
 * An effective revision of a post: numbered, with what changed.
 *
 * @param post the clean post; of a kill it has the last known headline and no text
 * @param number from 1, without gaps
 * @param changed of {@code title}, {@code text}, {@code status} those that differ from the revision
 *     before; empty on the first
 * @param backlog whether the post is old news and does not count
 * @param contentHash hash over headline, text and status
 */
public record Revision(
    CleanPost post, int number, List<String> changed, boolean backlog, String contentHash) {

  public Revision {
    changed = List.copyOf(changed);
  }

  /** The names of all flags, in alphabetical order. */
  public List<String> flagNames() {
    TreeSet<String> names = new TreeSet<>(post.flagNames());
    if (backlog) {
      names.add(PostFlag.BACKLOG.name());
    }
    return List.copyOf(names);
  }
}
