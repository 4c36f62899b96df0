package io.tocsin.enrich.core.tag;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.TextField;
import io.tocsin.enrich.core.match.PhraseHit;
import io.tocsin.enrich.core.match.PhraseMatcher;
import java.util.List;
import java.util.Locale;

/**
 * Gives a post its topics, by the words of a small taxonomy: each word says more or less for a
 * topic, some only together with another, and words that are figures of speech give way. The
 * taxonomy, {@code topics.txt}, says how they are weighed.
 */
public final class TagAnnotator implements Annotator {

  private final Taxonomy taxonomy;
  private final PhraseMatcher<FormMeaning> matcher;

  /** Reads the taxonomy. */
  public TagAnnotator() {
    this(Taxonomy.read());
  }

  TagAnnotator(Taxonomy taxonomy) {
    this.taxonomy = taxonomy;
    matcher = new PhraseMatcher<>(taxonomy.forms());
  }

  /** The codes of all topics, sorted. */
  public List<String> codes() {
    return taxonomy.topics().stream().map(Topic::code).toList();
  }

  @Override
  public String name() {
    return "tags";
  }

  @Override
  public Annotations annotate(PostText post, Annotations soFar) {
    TopicTally tally = new TopicTally(taxonomy);
    for (TextField field : TextField.values()) {
      String text = post.text(field);
      for (PhraseHit<FormMeaning> hit : PhraseHit.leftmostLongest(matcher.findLowerCase(text))) {
        if (hit.value().says()) {
          String word = text.substring(hit.start(), hit.end()).toLowerCase(Locale.ROOT);
          tally.count(hit.value(), word, field == TextField.TITLE);
        }
      }
    }
    tally.countPairs();
    return soFar.withTags(tally.tags());
  }
}
