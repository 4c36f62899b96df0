package io.tocsin.enrich.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.enrich.core.Signature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of one text are told from other reports by the comparison that readers make. */
class StoryPairsTest {

  private static List<StoryPair> pairs(String half) throws IOException {
    return StoryPair.read(Path.of("src/test/resources/gold", "story-pairs-" + half + ".txt"));
  }

  private static StoryScore score(List<StoryPair> pairs, StoryComparison comparison) {
    return pairs.stream()
        .map(pair -> StoryScore.of(pair.copy(), EvaluateStoriesCommand.taken(pair, comparison)))
        .reduce(StoryScore.NONE, StoryScore::plus);
  }

  @ParameterizedTest
  @CsvSource({"development,64", "development,34", "held-out,64", "held-out,34"})
  void shouldKnowCopiesFromOtherReports(String half, int functions) throws IOException {
    StoryScore score = score(pairs(half), new StoryComparison(functions));

    assertThat(score.precision()).as("precision").isGreaterThanOrEqualTo(0.95);
    assertThat(score.recall()).as("recall").isGreaterThanOrEqualTo(0.85);
  }

  @Test
  void shouldBeJudgedByManyPairsOfBothKinds() throws IOException {
    List<StoryPair> all = new ArrayList<>(pairs("development"));
    all.addAll(pairs("held-out"));

    assertThat(all).hasSizeGreaterThan(400);
    assertThat(all).filteredOn(StoryPair::copy).hasSizeGreaterThan(150);
    assertThat(all).filteredOn(pair -> !pair.copy()).hasSizeGreaterThan(150);
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-event", "same-topic", "shared-quote", "same-statement"})
  void shouldNotTakeWhatWasWrittenOnItsOwnForACopy(String kind) throws IOException {
    for (String half : List.of("development", "held-out")) {
      List<StoryPair> own = pairs(half).stream().filter(pair -> pair.kind().equals(kind)).toList();

      assertThat(own).isNotEmpty();
      assertThat(score(own, StoryComparison.KEPT).mistaken()).isZero();
    }
  }

  /** Thousands of comparisons, as a key with many mentions makes them. */
  @ParameterizedTest
  @ValueSource(strings = {"development", "held-out"})
  void shouldNotTakeReportsOnOtherEventsForCopies(String half) throws IOException {
    Map<String, @Nullable Signature> events = new LinkedHashMap<>();
    List<String> copies = new ArrayList<>();
    for (StoryPair pair : pairs(half)) {
      if (pair.copy()) {
        copies.add(pair.otherId());
      } else if (pair.kind().equals("same-event") || pair.kind().equals("same-topic")) {
        events.put(pair.oneId(), EvaluateStoriesCommand.signature(pair.one()));
        events.put(pair.otherId(), EvaluateStoriesCommand.signature(pair.other()));
      }
    }
    events.keySet().removeAll(copies);
    List<String> mistaken = new ArrayList<>();
    List<String> ids = List.copyOf(events.keySet());
    for (int i = 0; i < ids.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (StoryComparison.KEPT.copies(events.get(ids.get(i)), events.get(ids.get(j)))) {
          mistaken.add(ids.get(i) + ", " + ids.get(j));
        }
      }
    }

    assertThat(ids).hasSizeGreaterThan(40);
    assertThat(mistaken).isEmpty();
  }
}
