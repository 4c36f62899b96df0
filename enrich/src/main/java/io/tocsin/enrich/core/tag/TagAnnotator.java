package io.tocsin.enrich.core.tag;

import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.Tag;
import io.tocsin.enrich.core.TextField;
import io.tocsin.enrich.core.match.PhraseHit;
import io.tocsin.enrich.core.match.PhraseMatcher;
import io.tocsin.enrich.core.tag.TopicScore.FoundWord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

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
    Map<Integer, TopicScore> scores = new TreeMap<>();
    Map<Integer, FoundWord> sides = new HashMap<>();
    int place = 0;
    for (TextField field : TextField.values()) {
      String text = post.text(field);
      for (PhraseHit<FormMeaning> hit : PhraseHit.leftmostLongest(matcher.findLowerCase(text))) {
        String word = text.substring(hit.start(), hit.end()).toLowerCase(Locale.ROOT);
        count(scores, sides, hit.value(), new FoundWord(place++, word), field);
      }
    }
    countPairs(scores, sides);
    return soFar.withTags(tags(scores));
  }

  private static void count(
      Map<Integer, TopicScore> scores,
      Map<Integer, FoundWord> sides,
      FormMeaning meaning,
      FoundWord word,
      TextField field) {
    for (TopicWord said : meaning.words()) {
      scores
          .computeIfAbsent(said.topic(), topic -> new TopicScore())
          .count(said, field == TextField.TITLE, word);
    }
    meaning.sides().forEach(side -> sides.putIfAbsent(side, word));
  }

  private void countPairs(Map<Integer, TopicScore> scores, Map<Integer, FoundWord> sides) {
    if (sides.size() < 2) {
      return;
    }
    for (Taxonomy.SidePair pair : taxonomy.pairs()) {
      FoundWord first = sides.get(pair.first());
      FoundWord second = sides.get(pair.second());
      if (first != null && second != null && first.place() != second.place()) {
        scores.computeIfAbsent(pair.topic(), topic -> new TopicScore()).countPair(first, second);
      }
    }
  }

  private List<Tag> tags(Map<Integer, TopicScore> scores) {
    List<String> sure = new ArrayList<>();
    scores.forEach(
        (topic, score) -> {
          if (score.isStrong()) {
            sure.add(taxonomy.topics().get(topic).code());
          }
        });
    List<Tag> tags = new ArrayList<>();
    scores.forEach(
        (index, score) -> {
          Topic topic = taxonomy.topics().get(index);
          boolean givesWay =
              !score.isStrong() && topic.givesWayTo().stream().anyMatch(sure::contains);
          if (score.suffices() && !givesWay) {
            tags.add(new Tag(topic.code(), topic.mediaTopic(), score.words()));
          }
        });
    return tags;
  }
}
