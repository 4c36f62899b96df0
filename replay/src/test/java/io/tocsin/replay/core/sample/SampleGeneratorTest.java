package io.tocsin.replay.core.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.core.PostJson;
import io.tocsin.replay.core.RecordedPost;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SampleGeneratorTest {

  private static final List<RecordedPost> DAYS = SampleHistory.ordinaryDays();

  private static Instant seen(RecordedPost post) {
    return Objects.requireNonNull(post.seenAt());
  }

  private static LocalDate day(RecordedPost post) {
    return seen(post).atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static boolean says(RecordedPost post, String word) {
    return (post.title() + " " + post.body()).toLowerCase(Locale.ROOT).contains(word);
  }

  private static long postsOn(LocalDate day) {
    return DAYS.stream().filter(post -> day(post).equals(day)).count();
  }

  private static String hash(List<RecordedPost> posts) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    posts.forEach(post -> digest.update(PostJson.write(post).getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  @Nested
  class Determinism {

    @Test
    void shouldWriteTheSamePostsForTheSameSeedOnEveryJava() throws NoSuchAlgorithmException {
      assertThat(hash(DAYS))
          .isEqualTo("8c2e828233e5142e87b02037d4429ed0849964616507f3137113874e1b8345b1");
    }

    @Test
    void shouldWriteOthersForAnotherSeed() {
      LocalDate day = LocalDate.of(2022, 1, 28);

      assertThat(SampleGenerator.generate(1, day, 1))
          .isEqualTo(SampleGenerator.generate(1, day, 1))
          .isNotEqualTo(SampleGenerator.generate(2, day, 1));
    }
  }

  @Nested
  class Days {

    @Test
    void shouldHaveFourteenDaysOfOrdinarySize() {
      Map<LocalDate, Long> sizes =
          DAYS.stream()
              .collect(Collectors.groupingBy(SampleGeneratorTest::day, Collectors.counting()));

      assertThat(sizes).hasSize(14);
      assertThat(sizes.values()).allMatch(size -> size >= 120 && size <= 300);
    }

    @Test
    void shouldBeQuieterAtTheWeekend() {
      assertThat(postsOn(LocalDate.of(2022, 2, 6))).isLessThan(postsOn(LocalDate.of(2022, 2, 8)));
    }

    @Test
    void shouldBeInOrderAndSeenAfterPublication() {
      assertThat(DAYS).isSortedAccordingTo(SampleGenerator.BY_SEEN);
      assertThat(DAYS)
          .allMatch(post -> seen(post).isAfter(Objects.requireNonNull(post.publishedAt())));
      assertThat(seen(DAYS.get(0))).isAfter(SampleHistory.START);
      assertThat(seen(DAYS.get(DAYS.size() - 1))).isBefore(SampleHistory.CRISIS);
    }

    @Test
    void shouldUseTheWordsAtALowRate() {
      assertThat(DAYS.stream().filter(post -> says(post, "evacuat")).count()).isBetween(40L, 200L);
      assertThat(DAYS.stream().filter(post -> says(post, "invasion")).count()).isBetween(30L, 150L);
    }

    @Test
    void shouldHoldCopiesUpdatesAndRedeliveries() {
      Map<String, Long> deliveries =
          DAYS.stream()
              .collect(Collectors.groupingBy(RecordedPost::postKey, Collectors.counting()));
      long texts = DAYS.stream().map(RecordedPost::body).distinct().count();

      assertThat(deliveries.values().stream().filter(count -> count > 1).count()).isGreaterThan(50);
      assertThat(texts).isLessThan(DAYS.size() - 300L);
      assertThat(DAYS.stream().map(RecordedPost::source).distinct()).hasSize(12);
    }

    @Test
    void shouldFillEverySlot() {
      assertThat(DAYS)
          .extracting((Function<RecordedPost, String>) post -> post.title() + post.body())
          .noneMatch(text -> text.contains("{") || text.contains("|"));
    }
  }
}
