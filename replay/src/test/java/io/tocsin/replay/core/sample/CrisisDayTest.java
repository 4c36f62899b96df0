package io.tocsin.replay.core.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.RecordedStatus;
import io.tocsin.replay.core.SharedMaterial;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CrisisDayTest {

  private static final List<RecordedPost> DAY = SampleHistory.crisisDay();

  private static Map<String, List<RecordedPost>> byPost() {
    return DAY.stream().collect(Collectors.groupingBy(RecordedPost::postKey));
  }

  private static boolean says(RecordedPost post, String word) {
    return (post.title() + " " + post.body()).toLowerCase(Locale.ROOT).contains(word);
  }

  @Nested
  class Coverage {

    @Test
    void shouldHoldADayOfPostsInOrder() {
      assertThat(byPost()).hasSizeGreaterThanOrEqualTo(45);
      assertThat(DAY.stream().filter(post -> post.source().equals("liveblog-desk")))
          .hasSizeGreaterThan(20);
      assertThat(DAY).isSortedAccordingTo(SampleGenerator.BY_SEEN);
      assertThat(DAY)
          .extracting(RecordedPost::seenAt)
          .allMatch(
              at ->
                  !Objects.requireNonNull(at).isBefore(SampleHistory.CRISIS)
                      && at.isBefore(SampleHistory.END));
    }

    @Test
    void shouldHoldAnEditThatAddsTheWord() {
      List<RecordedPost> post = Objects.requireNonNull(byPost().get("liveblog-desk:p-004"));

      assertThat(post).hasSize(2);
      assertThat(says(post.get(0), "evacuat")).isFalse();
      assertThat(says(post.get(1), "evacuat")).isTrue();
    }

    @Test
    void shouldHoldACorrectionThatTakesTheWordBackAndAKill() {
      List<RecordedPost> corrected = Objects.requireNonNull(byPost().get("city-courier:cc-48833"));

      assertThat(says(corrected.get(0), "evacuat")).isTrue();
      assertThat(says(corrected.get(1), "evacuat")).isFalse();
      assertThat(DAY).filteredOn(post -> post.status() == RecordedStatus.CANCELED).hasSize(1);
    }

    @Test
    void shouldHoldWireCopiesByFiveSourcesAndARedelivery() {
      assertThat(
              DAY.stream()
                  .filter(post -> says(post, "ordered before the winter games close"))
                  .map(RecordedPost::source)
                  .distinct())
          .hasSizeGreaterThanOrEqualTo(5);
      assertThat(byPost().get("wire-north:wn-114418")).hasSize(2);
    }

    @Test
    void shouldHoldADenialAndScrapingDirt() {
      assertThat(DAY).anyMatch(post -> says(post, "no mandatory evacuation"));
      assertThat(DAY).anyMatch(post -> post.body().contains("data-thumb-url"));
      assertThat(DAY).anyMatch(post -> post.body().startsWith("<p>"));
    }
  }

  @Test
  void shouldShareNoNineWordsWithTheSeedPage() throws IOException {
    Set<List<String>> seed = new HashSet<>(runs(SharedMaterial.seedPage()));

    assertThat(SampleHistory.posts().stream().flatMap(post -> runs(text(post)).stream()))
        .isNotEmpty()
        .noneMatch(seed::contains);
  }

  private static String text(RecordedPost post) {
    return post.title() + " " + post.body();
  }

  private static List<List<String>> runs(String text) {
    List<String> words =
        Arrays.stream(text.toLowerCase(Locale.ROOT).replaceAll("['’]", "").split("[^a-z0-9]+"))
            .filter(word -> !word.isEmpty())
            .toList();
    return java.util.stream.IntStream.rangeClosed(0, words.size() - 9)
        .mapToObj(from -> words.subList(from, from + 9))
        .toList();
  }
}
