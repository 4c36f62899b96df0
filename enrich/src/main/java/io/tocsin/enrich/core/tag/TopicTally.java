package io.tocsin.enrich.core.tag;

import io.tocsin.enrich.core.Tag;
import io.tocsin.enrich.core.tag.TopicScore.FoundWord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the words of one post say for all topics. */
final class TopicTally {

  private final Taxonomy taxonomy;
  private final @Nullable TopicScore[] scores;
  private final @Nullable FoundWord[] sides;
  private final List<Integer> foundSides = new ArrayList<>();
  private int place;

  TopicTally(Taxonomy taxonomy) {
    this.taxonomy = taxonomy;
    scores = new TopicScore[taxonomy.topics().size()];
    sides = new FoundWord[taxonomy.sides()];
  }

  /** Counts a word, in the order in which the words stand in the post. */
  void count(FormMeaning meaning, String word, boolean title) {
    FoundWord found = new FoundWord(place++, word);
    for (TopicWord said : meaning.words()) {
      score(said.topic()).count(said, title, found);
    }
    for (int side : meaning.sides()) {
      if (sides[side] == null) {
        sides[side] = found;
        foundSides.add(side);
      }
    }
  }

  /** Counts the pairs of which both sides were found. */
  void countPairs() {
    if (foundSides.size() < 2) {
      return;
    }
    for (int side : foundSides) {
      FoundWord first = sides[side];
      for (Taxonomy.SidePair pair : taxonomy.pairsFrom(side)) {
        FoundWord second = sides[pair.second()];
        if (first != null && second != null && first.place() != second.place()) {
          score(pair.topic()).countPair(first, second);
        }
      }
    }
  }

  private TopicScore score(int topic) {
    TopicScore known = scores[topic];
    if (known != null) {
      return known;
    }
    TopicScore first = new TopicScore();
    scores[topic] = first;
    return first;
  }

  /** The topics for which enough was said, in their order. */
  List<Tag> tags() {
    Set<String> strong = new HashSet<>();
    for (int topic = 0; topic < scores.length; topic++) {
      TopicScore score = scores[topic];
      if (score != null && score.isStrong()) {
        strong.add(taxonomy.topics().get(topic).code());
      }
    }
    List<Tag> tags = new ArrayList<>();
    for (int index = 0; index < scores.length; index++) {
      TopicScore score = scores[index];
      if (score != null && score.suffices()) {
        Topic topic = taxonomy.topics().get(index);
        if (score.isStrong() || !givesWay(topic, strong)) {
          tags.add(new Tag(topic.code(), topic.mediaTopic(), score.words()));
        }
      }
    }
    return tags;
  }

  private static boolean givesWay(Topic topic, Set<String> strong) {
    return topic.givesWayTo().stream().anyMatch(strong::contains);
  }
}
