package io.tocsin.ingest.feed.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.core.Limits;
import io.tocsin.ingest.feed.core.FeedMemory.Judged;
import io.tocsin.ingest.feed.core.FeedMemory.Standing;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FeedMemoryTest {
  private final FeedMemory memory = FeedMemory.of(List.of(), true);

  private static FeedItem.Builder item(String id, int number) {
    return new FeedItem.Builder()
        .id(id)
        .link("https://gazette.example/" + number)
        .title("Headline " + number)
        .body("Text " + number);
  }

  private static FeedItem plain(int number) {
    return item("id-" + number, number).build();
  }

  private static FeedTime at(String time) {
    return new FeedTime(Instant.parse(time), false);
  }

  /** A poll of which all is sent. */
  private List<Judged> poll(FeedMemory of, List<FeedItem> items) {
    List<Judged> judged = of.judge(items);
    judged.forEach(one -> of.remember(one.known()));
    return judged;
  }

  private List<Judged> poll(FeedItem... items) {
    return poll(memory, List.of(items));
  }

  private static List<Standing> standings(List<Judged> judged) {
    return judged.stream().map(Judged::standing).toList();
  }

  private static List<String> ids(List<Judged> judged) {
    return judged.stream().map(Judged::id).toList();
  }

  @Test
  void shouldTellWhatIsNewChangedAndKnown() {
    poll(plain(1), plain(2));

    List<Judged> judged = poll(plain(1), item("id-2", 2).title("Other").build(), plain(3));

    assertThat(standings(judged))
        .containsExactly(Standing.UNCHANGED, Standing.CHANGED, Standing.NEW);
    assertThat(ids(judged)).containsExactly("id-1", "id-2", "id-3");
  }

  @Test
  void shouldSendAgainWhatWasNotSent() {
    memory.judge(List.of(plain(1)));

    assertThat(standings(poll(plain(1)))).containsExactly(Standing.NEW);
  }

  @Test
  void shouldKnowTheSameAfterARestart() {
    List<FeedItem> items =
        List.of(plain(1), item("id-2", 2).extra("b", "1").extra("a", "2").build());
    poll(memory, items);

    FeedMemory restarted = FeedMemory.of(memory.items(), memory.idsTrusted());

    assertThat(standings(poll(restarted, items))).containsOnly(Standing.UNCHANGED);
  }

  @Test
  void shouldForgetWhatWasSeenLongestAgo() {
    FeedItem kept = plain(0);
    poll(kept);
    for (int i = 1; i <= FeedMemory.MOST_ITEMS * 2; i++) {
      poll(plain(i), kept);
    }

    assertThat(memory.items()).hasSize(FeedMemory.MOST_ITEMS);
    assertThat(standings(poll(kept))).containsExactly(Standing.UNCHANGED);
    assertThat(standings(poll(plain(1)))).containsExactly(Standing.NEW);
  }

  @Property(tries = 50)
  void shouldNeverSendTheSameTwice(
      @ForAll @Size(max = 30) List<@IntRange(max = 9) Integer> numbers) {
    FeedMemory fresh = FeedMemory.of(List.of(), true);
    long sent =
        numbers.stream()
            .flatMap(number -> poll(fresh, List.of(plain(number))).stream())
            .filter(Judged::isNews)
            .count();

    assertThat(sent).isEqualTo(numbers.stream().distinct().count());
  }

  @Nested
  class Identity {
    @Test
    void shouldBeThePageWhereThereIsNoId() {
      assertThat(ids(poll(item(null, 1).link("HTTPS://gazette.example/1?utm_source=x").build())))
          .containsExactly("https://gazette.example/1");
      assertThat(
              standings(
                  poll(item(null, 1).link("https://gazette.example/1").body("Other").build())))
          .containsExactly(Standing.CHANGED);
    }

    @Test
    void shouldBeTheWordsWhereThereIsNoPageEither() {
      List<Judged> first = poll(item(null, 1).link(null).build(), item(null, 2).link(null).build());
      List<Judged> second =
          poll(item(null, 2).link(null).build(), item(null, 1).link(null).build());

      assertThat(ids(first)).doesNotHaveDuplicates().allMatch(id -> id.startsWith("words-"));
      assertThat(standings(second)).containsOnly(Standing.UNCHANGED);
    }

    @Test
    void shouldNotBeWhatSeveralItemsShare() {
      List<Judged> judged =
          poll(item("same", 1).build(), item("same", 2).build(), item("own", 3).build());

      assertThat(ids(judged))
          .containsExactly("https://gazette.example/1", "https://gazette.example/2", "own");

      judged =
          poll(
              item("same", 1).link("https://gazette.example/").build(),
              item("same", 2).link("https://gazette.example/").build());
      assertThat(ids(judged)).doesNotHaveDuplicates().allMatch(id -> id.startsWith("words-"));
    }

    @Test
    void shouldNotLoseAnItemToAnotherThatIsCalledLikeItsPage() {
      assertThat(ids(poll(item("https://gazette.example/2", 1).build(), item(null, 2).build())))
          .hasSize(2)
          .doesNotHaveDuplicates();
    }

    @Test
    void shouldTakeTheNewestOfSeveralVersions() {
      FeedItem first = item("a", 1).revision(1L).build();
      FeedItem second = item("a", 2).revision(2L).build();

      assertThat(poll(second, first)).extracting(Judged::item).containsExactly(second);
      assertThat(standings(poll(first, second))).containsExactly(Standing.UNCHANGED);
    }

    @Test
    void shouldTakeWhatIsTwiceTheSameOnce() {
      assertThat(poll(plain(1), plain(1))).hasSize(1);
    }

    @Test
    void shouldBeOneThatAPostMayHave() {
      List<Judged> judged =
          poll(
              item("x".repeat(5_000), 1).build(),
              item("a\u202Eb", 2).build(),
              item("a b", 3).build());

      assertThat(ids(judged)).allMatch(id -> id.length() <= Limits.ID);
      assertThat(ids(judged)).last().isEqualTo("a b");
      assertThat(ids(judged).get(1)).startsWith("id-");
      assertThat(standings(poll(item("x".repeat(5_000), 1).build(), item("a\u202Eb", 2).build())))
          .containsOnly(Standing.UNCHANGED);
    }
  }

  @Nested
  class Renaming {
    private FeedItem[] poll(String round) {
      return IntStream.range(0, 10)
          .mapToObj(number -> item(round + number, number).build())
          .toArray(FeedItem[]::new);
    }

    @Test
    void shouldKnowOldItemsUnderNewIdsAgain() {
      List<Judged> first = FeedMemoryTest.this.poll(poll("a"));
      List<Judged> second = FeedMemoryTest.this.poll(poll("b"));
      List<Judged> third = FeedMemoryTest.this.poll(poll("c"));

      assertThat(standings(second)).containsOnly(Standing.RENAMED);
      assertThat(standings(third)).containsOnly(Standing.RENAMED);
      assertThat(ids(third)).isEqualTo(ids(first));
      assertThat(memory.idsTrusted()).isFalse();
    }

    @Test
    void shouldMakeAnEditARevisionOnceIdsAreNotTrusted() {
      FeedMemoryTest.this.poll(poll("a"));
      FeedMemoryTest.this.poll(poll("b"));
      FeedItem fresh = item("c-new", 77).build();
      FeedItem edited = item("d-new", 77).body("Edited").build();

      List<Judged> first = FeedMemoryTest.this.poll(fresh);
      List<Judged> second = FeedMemoryTest.this.poll(edited);

      assertThat(ids(second)).isEqualTo(ids(first)).containsExactly("https://gazette.example/77");
      assertThat(standings(second)).containsExactly(Standing.CHANGED);
    }

    @Test
    void shouldBeSeenThroughTimesThatChangeAtEveryPoll() {
      FeedItem[] first =
          Stream.of(poll("a")).map(i -> dated(i, "2022-02-11T10:00:00Z")).toArray(FeedItem[]::new);
      FeedItem[] second =
          Stream.of(poll("b")).map(i -> dated(i, "2022-02-11T10:05:00Z")).toArray(FeedItem[]::new);
      FeedMemoryTest.this.poll(first);

      assertThat(standings(FeedMemoryTest.this.poll(second))).containsOnly(Standing.RENAMED);
    }

    private static FeedItem dated(FeedItem item, String time) {
      return item(item.id(), Integer.parseInt(item.id().substring(1))).published(at(time)).build();
    }

    @Test
    void shouldNotTakeASeriesForIt() {
      FeedItem monday = item("mon", 1).published(at("2022-02-07T06:00:00Z")).build();
      FeedItem tuesday = item("tue", 1).published(at("2022-02-08T06:00:00Z")).build();
      FeedMemoryTest.this.poll(monday, plain(5), plain(6));

      assertThat(standings(FeedMemoryTest.this.poll(tuesday, plain(5), plain(6))))
          .containsExactly(Standing.NEW, Standing.UNCHANGED, Standing.UNCHANGED);
      assertThat(memory.idsTrusted()).isTrue();
    }

    @Test
    void shouldTrustAFeedInWhichOneItemWasRenamed() {
      FeedMemoryTest.this.poll(plain(1), plain(2), plain(3));
      List<Judged> judged = FeedMemoryTest.this.poll(item("new", 1).build(), plain(2), plain(3));

      assertThat(ids(judged)).containsExactly("id-1", "id-2", "id-3");
      assertThat(memory.idsTrusted()).isTrue();
    }
  }
}
