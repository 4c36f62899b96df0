package io.tocsin.replay.core.liveblog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tocsin.replay.core.RecordedPost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LiveBlogReaderTest {

  private static final Instant START = Instant.parse("2022-02-20T06:00:00Z");
  private static final Instant END = Instant.parse("2022-02-20T10:00:00Z");
  private static final LiveBlogReader READER = new LiveBlogReader("lowland-tv", START, END);

  private static LiveBlog flood() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(LiveBlogReaderTest.class.getResourceAsStream("flood.txt"))) {
      return READER.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static RecordedPost only(String text) {
    List<RecordedPost> posts = READER.read(text).posts();
    assertThat(posts).hasSize(1);
    return posts.get(0);
  }

  @Nested
  class AWholePage {

    @Test
    void shouldFindTheTitlesOldestFirst() throws IOException {
      assertThat(flood().posts())
          .extracting(RecordedPost::title)
          .containsExactly(
              "Gauge at Oxbow passes old mark ?",
              "NOW: mayor of Oxbow speaks",
              "Trains stop at noon",
              "\"We stay,\" says last family on the?island",
              "Will the dam at Oxbow hold through the night?");
      assertThat(flood().headline()).isEqualTo("River rises: live from the lowlands");
      assertThat(flood().statedCount()).hasValue(5);
      assertThat(flood().notes()).isEmpty();
    }

    @Test
    void shouldSpreadThePostsEvenlyAndSayThatTimesAreEstimated() throws IOException {
      assertThat(flood().posts())
          .allMatch(RecordedPost::publishedAtEstimated)
          .allMatch(post -> post.seenAt() == null)
          .extracting(RecordedPost::publishedAt)
          .containsExactly(
              START,
              Instant.parse("2022-02-20T07:00:00Z"),
              Instant.parse("2022-02-20T08:00:00Z"),
              Instant.parse("2022-02-20T09:00:00Z"),
              END);
    }

    @Test
    void shouldKeepTextAndLeaveFurnitureOut() throws IOException {
      List<RecordedPost> posts = flood().posts();

      assertThat(posts.get(0).body())
          .isEqualTo(
              "At ten the water passed the mark of 1954. That mark is cut into the wall of the"
                  + " mill.");
      assertThat(posts.get(4).body())
          .startsWith("The dam at Oxbow will hold")
          .endsWith("bags with sand.")
          .contains("since Friday.?\n\nA second pump");
      assertThat(posts)
          .extracting(RecordedPost::body)
          .noneMatch(body -> body.contains("data-") || body.contains("Nobody saw"))
          .noneMatch(body -> body.contains("Read more") || body.contains("contributed"));
    }

    @Test
    void shouldJoinWrappedLinesAndKeepListsOfThePost() throws IOException {
      assertThat(flood().posts().get(2).body())
          .contains("Buses go as far as the mill, where the road is dry.")
          .endsWith("of its plans:\n\n• a bus every hour\n• a boat on demand");
    }

    @Test
    void shouldPutCaptionsAndBylinesAside() throws IOException {
      List<RecordedPost> posts = flood().posts();

      assertThat(posts.get(3).extra())
          .containsEntry(
              "captions", "Villagers row to church on the main street of Oxbow on Sunday.")
          .containsEntry(
              "byline",
              "Lowland TV’s Ann Fields and Bo Rivers contributed reporting to this post.");
      assertThat(posts.get(1).extra().get("captions")).contains("wades to").contains("Iris Wells");
      assertThat(posts.get(1).body()).startsWith("The mayor asked everybody");
    }
  }

  @Nested
  class Ids {

    @Test
    void shouldStayWhenPostsAreAddedOnTop() throws IOException {
      String page = "2 Posts\n\nB title\n\nB text.\n\nA title\n\nA text.\n";
      String longer = page.replace("2 Posts", "3 Posts\n\nC title\n\nC text.");

      assertThat(READER.read(longer).posts())
          .extracting(RecordedPost::id)
          .startsWith(
              READER.read(page).posts().stream().map(RecordedPost::id).toArray(String[]::new))
          .doesNotHaveDuplicates();
    }

    @Test
    void shouldNotDependOnDirt() {
      assertThat(only("A good title\n\nText.").id())
          .isEqualTo(only("A?good title ?\n\nText.").id());
    }
  }

  @Nested
  class Checks {

    @Test
    void shouldReportACountThatDiffers() {
      assertThat(READER.read("3 posts\n\nOne title\n\nIts text.").notes())
          .containsExactly("the page states 3 posts, found were 1");
    }

    @Test
    void shouldReportATitleWithoutText() {
      LiveBlog page = READER.read("1 Posts\n\nLost title\n\nOne title\n\nIts text.");

      assertThat(page.posts()).hasSize(1);
      assertThat(page.notes()).hasSize(1).first().asString().contains("line 3", "Lost title");
    }

    @Test
    void shouldLeaveOutABoxOfTitleAndList() {
      LiveBlog page = READER.read("One title\n\nIts text.\n\nWhat to know\n\n• This.\n\n• That.");

      assertThat(page.posts()).hasSize(1);
      assertThat(page.posts().get(0).body()).startsWith("Its text.").doesNotContain("What to know");
    }

    @Test
    void shouldKeepAFirstParagraphThatTellsAndOnlyEndsWithADay() {
      assertThat(only("One title\n\nThe talks ended on Friday.\n\nMore text.").body())
          .startsWith("The talks ended");
    }

    @Test
    void shouldKeepASingleDatedParagraph() {
      assertThat(only("One title\n\nLeaders meet in Oslo on Friday.").body())
          .isEqualTo("Leaders meet in Oslo on Friday.");
    }

    @Test
    void shouldPutASinglePostAtTheStart() {
      assertThat(only("One title\n\nIts text.").publishedAt()).isEqualTo(START);
    }

    @Test
    void shouldFindNothingInAnEmptyPage() {
      assertThat(READER.read("\n \n").posts()).isEmpty();
    }

    @Test
    void shouldRefuseAnEndBeforeTheStart() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new LiveBlogReader("s", START, START.minusMillis(1)))
          .withMessageContaining("before start");
    }
  }
}
