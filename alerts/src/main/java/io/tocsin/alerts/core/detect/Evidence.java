package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.Highlight;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post that an alert stands on.
 *
 * @param postKey the post
 * @param revision its effective revision
 * @param source who published it
 * @param mentionedAt when the mention was made, milliseconds since the epoch
 * @param title headline of the post, cut to a bounded length
 * @param url address of the post
 * @param excerpt the sentence that matched, cut to a bounded length
 * @param highlights the matched words within the excerpt, ascending
 * @param contexts what the sentence makes of the hit, by name; empty when it is just so
 * @param voice posts with equal numbers are copies of one story; from 0 in order of time
 */
public record Evidence(
    String postKey,
    int revision,
    String source,
    long mentionedAt,
    String title,
    @Nullable String url,
    String excerpt,
    List<Highlight> highlights,
    List<String> contexts,
    int voice) {

  public Evidence {
    highlights = List.copyOf(highlights);
    contexts = List.copyOf(contexts);
  }

  /** The same without anything that the post says. */
  Evidence withoutTexts() {
    return new Evidence(
        postKey, revision, source, mentionedAt, "", null, "", List.of(), List.of(), voice);
  }
}
