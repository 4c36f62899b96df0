package io.tocsin.ingest.core;

import static io.tocsin.ingest.core.Posts.NOON;
import static io.tocsin.ingest.core.Posts.post;
import static io.tocsin.ingest.core.Readings.accepted;
import static io.tocsin.ingest.core.Readings.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostCleanerTest {
  private final PostCleaner cleaner = new PostCleaner(TimeRules.DEFAULT);

  private CleanPost clean(Posts post) {
    return accepted(cleaner.clean(post.delivered(), NOON, false));
  }

  @Nested
  class OfTimes {
    @Test
    void shouldTakeSeenAtWhereNothingIsClaimed() {
      CleanPost post = clean(post());
      assertThat(post.publishedAt()).isEqualTo(NOON);
      assertThat(post.publishedAtEstimated()).isTrue();
      assertThat(post.flags()).isEmpty();
    }

    @Test
    void shouldKeepAClaimWithinTheTolerance() {
      CleanPost post = clean(post().published(NOON.plus(Duration.ofMinutes(5))));
      assertThat(post.publishedAt()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
      assertThat(post.publishedAtEstimated()).isFalse();
      assertThat(post.flags()).isEmpty();
    }

    @Test
    void shouldNotBelieveAClaimInTheFuture() {
      CleanPost post = clean(post().published(NOON.plus(Duration.ofMinutes(5)).plusMillis(1)));
      assertThat(post.publishedAt()).isEqualTo(NOON);
      assertThat(post.publishedAtEstimated()).isTrue();
      assertThat(post.flags()).containsExactly(PostFlag.FUTURE_CLAIM);
    }

    @Test
    void shouldForgetAnUpdateInTheFuture() {
      CleanPost post = clean(post().published(NOON).updated(NOON.plus(Duration.ofDays(9))));
      assertThat(post.updatedAt()).isNull();
      assertThat(post.publishedAtEstimated()).isFalse();
      assertThat(post.flags()).containsExactly(PostFlag.FUTURE_CLAIM);
    }

    @Test
    void shouldFlagWhatWasLate() {
      CleanPost post = accepted(cleaner.clean(post().delivered(), NOON, true));
      assertThat(post.flagNames()).containsExactly("LATE");
    }
  }

  @Nested
  class OfAddresses {
    private CleanPost at(String url) {
      SourcePost p = post().delivered();
      SourcePost post =
          new SourcePost(
              p.source(),
              p.id(),
              null,
              Claim.USABLE,
              null,
              false,
              null,
              "t",
              "<a href='/map'>map</a>",
              url,
              null,
              null,
              null,
              null,
              Map.of("a", "b"));
      return accepted(cleaner.clean(post, NOON, false));
    }

    @Test
    void shouldKeepTheAddressForReadersAndAddTheCanonicalOne() {
      CleanPost post = at("https://Gazette.example/live?utm_source=x#post-7");
      assertThat(post.url()).isEqualTo("https://Gazette.example/live?utm_source=x#post-7");
      assertThat(post.canonicalUrl()).isEqualTo("https://gazette.example/live");
      assertThat(post.links().get(0).url()).isEqualTo("https://Gazette.example/map");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "java\u0000script:alert(1)", "/live/7", "7"})
    void shouldNotGiveReadersWhatIsNoAddressOfTheWeb(String url) {
      CleanPost post = at(url);
      assertThat(post.url()).isNull();
      assertThat(post.canonicalUrl()).isNull();
      assertThat(post.extra()).containsEntry("a", "b").containsEntry("url", url.replace("\0", ""));
      assertThat(post.links()).isEmpty();
    }
  }

  @Nested
  class OfTexts {
    @Test
    void shouldCleanHeadlineAndText() {
      CleanPost post = clean(post().text("Fire &amp; smoke", "<p>All out.</p>By Ann Smith"));
      assertThat(post.title()).isEqualTo("Fire & smoke");
      assertThat(post.body()).isEqualTo("All out.");
      assertThat(post.byline()).isEqualTo("By Ann Smith");
    }

    @Test
    void shouldRefuseWhatIsEmptyAfterCleaning() {
      var refusal =
          rejected(
              cleaner.clean(post().text("<br>", "<script>x</script>").delivered(), NOON, false));
      assertThat(refusal.reason()).isEqualTo(RejectReason.NO_TEXT);
      assertThat(refusal.detail()).contains("nothing is left of \"<br>\"");
    }

    @Test
    void shouldMakeOneLineOfWhatTheCollectionSays() {
      Reading<SourcePost> post =
          JsonPosts.read(
              """
              {"source": "a", "id": "1", "title": "t", "collection": " Ukraine\\u0000 war\\n live ",
               "collectionAbout": "Kyiv;\\u202e Ukraine\\n"}
              """
                  .getBytes(StandardCharsets.UTF_8));

      CleanPost clean = accepted(cleaner.clean(accepted(post), NOON, false));

      assertThat(clean.collection()).isEqualTo("Ukraine war live");
      assertThat(clean.collectionAbout()).isEqualTo("Kyiv; Ukraine");
    }

    @Test
    void shouldTakeNoTextFromAKill() {
      CleanPost kill = clean(post().claim(Claim.CANCELED).text("Mandatory kill", "Do not use"));
      assertThat(kill.killed()).isTrue();
      assertThat(kill.title()).isEmpty();
      assertThat(kill.body()).isEmpty();
    }
  }
}
