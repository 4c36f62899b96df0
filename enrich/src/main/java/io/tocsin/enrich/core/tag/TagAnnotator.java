package io.tocsin.enrich.core.tag;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.Tag;
import io.tocsin.enrich.core.TextField;
import io.tocsin.enrich.core.match.PhraseHit;
import io.tocsin.enrich.core.match.PhraseMatcher;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives a post its topics, by the words of a small taxonomy: one strong word is enough, of weak
 * ones it takes two different ones or one in the title.
 */
public final class TagAnnotator implements Annotator {

  private final PhraseMatcher<List<TopicWord>> matcher;

  /** Reads the taxonomy. */
  public TagAnnotator() {
    matcher = new PhraseMatcher<>(Taxonomy.read());
  }

  @Override
  public String name() {
    return "tags";
  }

  @Override
  public Annotations annotate(PostText post, Annotations soFar) {
    Map<String, TopicScore> scores = new TreeMap<>();
    for (TextField field : TextField.values()) {
      String text = post.text(field);
      for (PhraseHit<List<TopicWord>> hit :
          PhraseHit.leftmostLongest(matcher.findLowerCase(text))) {
        String word = text.substring(hit.start(), hit.end()).toLowerCase(Locale.ROOT);
        hit.value().forEach(topic -> count(scores, topic, word, field));
      }
    }
    return soFar.withTags(tags(scores));
  }

  private static void count(
      Map<String, TopicScore> scores, TopicWord topic, String word, TextField field) {
    scores.computeIfAbsent(topic.code(), code -> new TopicScore()).count(topic, word, field);
  }

  private static List<Tag> tags(Map<String, TopicScore> scores) {
    return scores.entrySet().stream()
        .filter(entry -> entry.getValue().suffices())
        .map(entry -> new Tag(entry.getKey(), entry.getValue().words()))
        .toList();
  }
}
