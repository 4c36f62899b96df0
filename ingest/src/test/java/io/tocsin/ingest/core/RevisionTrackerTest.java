package io.tocsin.ingest.core;

import static io.tocsin.ingest.core.Posts.NOON;
import static io.tocsin.ingest.core.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.core.Verdict.Effective;
import io.tocsin.ingest.core.Verdict.Redelivery;
import io.tocsin.ingest.core.Verdict.Stale;
import io.tocsin.ingest.core.Verdict.StaleReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RevisionTrackerTest {
  private static final Duration MEMORY = Duration.ofDays(30);

  /** One post's life: every delivery is judged by what the ones before left. */
  private static final class Life {
    private final RevisionTracker tracker = new RevisionTracker(TimeRules.DEFAULT, MEMORY);
    private @Nullable RevisionMemory memory;
    private Instant now = NOON;

    Verdict deliver(Posts post) {
      now = now.plusSeconds(1);
      return deliver(post, now);
    }

    Verdict deliver(Posts post, Instant at) {
      Verdict verdict = tracker.judge(memory, post.seen(at));
      memory = verdict.memory();
      return verdict;
    }

    Revision effective(Posts post) {
      return revision(deliver(post));
    }
  }

  private static Revision revision(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Effective.class);
    return ((Effective) verdict).revision();
  }

  private static void assertStale(Verdict verdict, StaleReason reason) {
    assertThat(verdict).isInstanceOf(Stale.class);
    assertThat(((Stale) verdict).reason()).isEqualTo(reason);
  }

  private final Life life = new Life();

  @Nested
  class OfNumbers {
    @Test
    void shouldBeginAtOneWithNothingChanged() {
      Revision first = life.effective(post());
      assertThat(first.number()).isEqualTo(1);
      assertThat(first.changed()).isEmpty();
      assertThat(first.contentHash()).hasSize(64);
    }

    @Test
    void shouldCountEditsAndNameWhatChanged() {
      life.deliver(post().text("A", "x"));
      assertThat(life.effective(post().text("B", "x")).changed()).containsExactly("title");
      assertThat(life.effective(post().text("B", "y")).changed()).containsExactly("text");
      Revision both = life.effective(post().text("C", "z"));
      assertThat(both.changed()).containsExactly("title", "text");
      assertThat(both.number()).isEqualTo(4);
    }

    @Test
    void shouldTakeAnEditBackToAnOlderText() {
      Revision first = life.effective(post().text("A", "x"));
      life.deliver(post().text("A", "y"));
      Revision back = life.effective(post().text("A", "x"));
      assertThat(back.number()).isEqualTo(3);
      assertThat(back.contentHash()).isEqualTo(first.contentHash());
    }

    @Test
    void shouldTellTextsApartThatJoinToTheSame() {
      life.deliver(post().text("ab", "c"));
      assertThat(life.effective(post().text("a", "bc")).number()).isEqualTo(2);
    }
  }

  @Nested
  class OfRedeliveries {
    @Test
    void shouldBeKnownByTheirContent() {
      life.deliver(post());
      assertThat(life.deliver(post())).isInstanceOf(Redelivery.class);
    }

    @Test
    void shouldStillMoveTheSourcesRevision() {
      life.deliver(post().revision(1).text("A", "x"));
      assertThat(life.deliver(post().revision(3).text("A", "x"))).isInstanceOf(Redelivery.class);
      assertStale(life.deliver(post().revision(2).text("B", "y")), StaleReason.LOWER_REVISION);
    }

    @Test
    void shouldKeepThePostRemembered() {
      life.deliver(post(), NOON);
      life.deliver(post(), NOON.plus(MEMORY));
      assertThat(life.deliver(post(), NOON.plus(MEMORY).plus(MEMORY)))
          .isInstanceOf(Redelivery.class);
    }
  }

  @Nested
  class OfStaleRevisions {
    @Test
    void shouldBeKnownByALowerRevision() {
      life.deliver(post().revision(5).text("A", "x"));
      assertStale(life.deliver(post().revision(4).text("B", "y")), StaleReason.LOWER_REVISION);
    }

    @Test
    void shouldBeKnownByAnEarlierUpdate() {
      life.deliver(post().updated(NOON).text("A", "x"));
      assertStale(
          life.deliver(post().updated(NOON.minusMillis(1)).text("B", "y")),
          StaleReason.EARLIER_UPDATE);
    }

    @Test
    void shouldTrustTheRevisionMoreThanTheUpdate() {
      life.deliver(post().revision(1).updated(NOON).text("A", "x"));
      Revision next =
          life.effective(post().revision(2).updated(NOON.minusSeconds(9)).text("B", ""));
      assertThat(next.number()).isEqualTo(2);
    }

    @Test
    void shouldNotBeGuessedWithoutProof() {
      life.deliver(post().revision(5).text("A", "x"));
      assertThat(life.effective(post().text("B", "y")).number()).isEqualTo(2);
    }

    @Test
    void shouldBeMeasuredByTheHighestRevisionEverSeen() {
      life.deliver(post().revision(5).text("A", "x"));
      life.deliver(post().text("B", "y"));
      assertStale(life.deliver(post().revision(4).text("C", "z")), StaleReason.LOWER_REVISION);
    }
  }

  @Nested
  class OfKills {
    private final Posts kill = post().claim(Claim.CANCELED);

    @Test
    void shouldKeepTheHeadlineForDisplay() {
      life.deliver(post().text("A", "x"));
      Revision killed = life.effective(kill);
      assertThat(killed.number()).isEqualTo(2);
      assertThat(killed.changed()).containsExactly("status");
      assertThat(killed.post().title()).isEqualTo("A");
      assertThat(killed.post().body()).isEmpty();
    }

    @Test
    void shouldCountOnce() {
      life.deliver(post());
      life.deliver(kill);
      assertThat(life.deliver(post().claim(Claim.WITHHELD))).isInstanceOf(Redelivery.class);
    }

    @Test
    void shouldEndAtANewerUsableRevision() {
      life.deliver(post().revision(1).text("A", "x"));
      life.deliver(kill.revision(2));
      Revision revived = life.effective(post().revision(3).text("A", "x"));
      assertThat(revived.number()).isEqualTo(3);
      assertThat(revived.changed()).containsExactly("status");
    }

    @Test
    void shouldNotBeUndoneByARedeliveryOfWhatWasKilled() {
      life.deliver(post().text("A", "x"));
      life.deliver(kill);
      assertStale(life.deliver(post().text("A", "x")), StaleReason.TAKEN_BACK);
      assertThat(life.effective(post().text("A", "corrected")).number()).isEqualTo(3);
    }

    @Test
    void shouldHoldAgainstAnOlderRevisionOfAPostNeverSeen() {
      Revision unseen = life.effective(kill.revision(7));
      assertThat(unseen.number()).isEqualTo(1);
      assertThat(unseen.post().title()).isEmpty();
      assertStale(life.deliver(post().revision(6)), StaleReason.LOWER_REVISION);
      assertThat(life.effective(post().revision(8)).number()).isEqualTo(2);
    }
  }

  @Nested
  class OfErasures {
    private final Posts erasure = post().claim(Claim.ERASED);

    @Test
    void shouldLeaveNoText() {
      life.deliver(post().text("A", "x"));
      Revision erased = life.effective(erasure);
      assertThat(erased.number()).isEqualTo(2);
      assertThat(erased.changed()).containsExactly("status");
      assertThat(erased.post().title()).isEmpty();
      assertThat(erased.flagNames()).containsExactly("ERASED");
      assertThat(life.memory).isNotNull();
      assertThat(life.memory.title()).isEmpty();
    }

    @Test
    void shouldFollowAKillAndCountOnce() {
      life.deliver(post().text("A", "x"));
      life.deliver(post().claim(Claim.CANCELED));
      Revision erased = life.effective(erasure);
      assertThat(erased.number()).isEqualTo(3);
      assertThat(erased.changed()).containsExactly("status");
      assertThat(life.deliver(erasure)).isInstanceOf(Redelivery.class);
      assertThat(life.deliver(post().claim(Claim.WITHHELD))).isInstanceOf(Redelivery.class);
      assertStale(life.deliver(post().text("A", "x")), StaleReason.ERASED);
    }

    @Test
    void shouldNotBeUndoneByAnyTextThatIsNotProvablyNewer() {
      life.deliver(post().revision(1).text("A", "x"));
      life.deliver(post().revision(2).text("B", "y"));
      life.deliver(erasure);
      assertStale(life.deliver(post().text("A", "x")), StaleReason.ERASED);
      assertStale(life.deliver(post().text("B", "y")), StaleReason.ERASED);
      assertStale(life.deliver(post().text("C", "never seen")), StaleReason.ERASED);
      assertStale(life.deliver(post().revision(2).text("B", "y")), StaleReason.ERASED);
      assertStale(life.deliver(post().revision(1).text("A", "x")), StaleReason.LOWER_REVISION);
      Revision anew = life.effective(post().revision(3).text("D", "z"));
      assertThat(anew.number()).isEqualTo(4);
      assertThat(anew.changed()).containsExactly("title", "text", "status");
      assertThat(anew.flagNames()).isEmpty();
    }

    @Test
    void shouldCountAsMadeWhenItWasSeen() {
      life.deliver(post().updated(NOON).text("A", "x"));
      Instant erasedAt = NOON.plus(Duration.ofHours(1));
      life.deliver(erasure, erasedAt);
      assertStale(
          life.deliver(post().updated(erasedAt.minusMillis(1)).text("A", "y"), erasedAt),
          StaleReason.EARLIER_UPDATE);
      assertStale(
          life.deliver(post().updated(erasedAt).text("A", "y"), erasedAt), StaleReason.ERASED);
      assertThat(
              revision(
                  life.deliver(post().updated(erasedAt.plusMillis(1)).text("A", "y"), erasedAt)))
          .extracting(Revision::number)
          .isEqualTo(3);
    }

    @Test
    void shouldHoldAgainstAPostThatWasNeverSeen() {
      assertThat(life.effective(erasure).number()).isEqualTo(1);
      assertStale(life.deliver(post()), StaleReason.ERASED);
    }

    @Test
    void shouldBeStaleItselfWhenItIsProvablyOlder() {
      life.deliver(post().revision(5));
      assertStale(life.deliver(erasure.revision(4)), StaleReason.LOWER_REVISION);
    }

    @Test
    void shouldBeRememberedAsLongAsWhatWasErasedComesAgain() {
      life.deliver(post(), NOON);
      life.deliver(erasure, NOON);
      assertStale(life.deliver(post(), NOON.plus(MEMORY)), StaleReason.ERASED);
      assertStale(life.deliver(post(), NOON.plus(MEMORY).plus(MEMORY)), StaleReason.ERASED);
      Verdict forgotten = life.deliver(post(), NOON.plus(MEMORY.multipliedBy(3)).plusMillis(1));
      assertThat(revision(forgotten).number()).isEqualTo(1);
    }
  }

  @Nested
  class OfBacklog {
    private final Posts old = post().published(NOON.minus(Duration.ofHours(7)));

    @Test
    void shouldFlagAFirstRevisionPublishedLongBefore() {
      assertThat(life.effective(old).flagNames()).containsExactly("BACKLOG");
    }

    @Test
    void shouldNotFlagWhatWasSeenInTime() {
      assertThat(life.effective(post().published(NOON.minus(Duration.ofHours(5)))).backlog())
          .isFalse();
    }

    @Test
    void shouldNotFlagALateEditOfAPostSeenInTime() {
      life.deliver(post().published(NOON).text("A", "x"), NOON);
      Verdict edit =
          life.deliver(post().published(NOON).text("A", "y"), NOON.plus(Duration.ofHours(20)));
      assertThat(revision(edit).backlog()).isFalse();
    }

    @Test
    void shouldFlagAnEditOfOldNews() {
      life.deliver(old.text("A", "x"));
      assertThat(life.effective(old.text("A", "y")).backlog()).isTrue();
    }

    @Test
    void shouldFlagOldNewsWhoseKillCameFirst() {
      life.deliver(post().claim(Claim.WITHHELD).revision(1));
      assertThat(life.effective(old.revision(2)).flagNames()).containsExactly("BACKLOG");
    }

    @Test
    void shouldFlagPostsOfTheProbeWhateverTheirTimesAre() {
      Posts probe = post().from("tocsin-probe", "0");
      assertThat(life.effective(probe.text("A", "")).flagNames()).containsExactly("BACKLOG");
      assertThat(life.effective(probe.published(NOON).text("B", "")).flagNames())
          .containsExactly("BACKLOG");
      life.deliver(probe.claim(Claim.WITHHELD));
      assertThat(life.effective(probe.text("C", "")).flagNames()).containsExactly("BACKLOG");
    }

    @Test
    void shouldFlagAPostOfTheProbeWhoseKillCameFirst() {
      Posts probe = post().from("tocsin-probe", "0");
      life.deliver(probe.claim(Claim.WITHHELD).revision(1));
      assertThat(life.effective(probe.revision(2)).backlog()).isTrue();
    }

    @Test
    void shouldEndWhenThePostIsPublishedAnew() {
      life.deliver(old.text("A", "x"));
      assertThat(life.effective(post().published(NOON).text("A", "y")).backlog()).isFalse();
      assertThat(life.effective(old.text("A", "z")).backlog()).isFalse();
    }
  }

  @Nested
  class OfForgetting {
    @Test
    void shouldRememberUntilTheLastMoment() {
      life.deliver(post(), NOON);
      assertThat(life.deliver(post(), NOON.plus(MEMORY))).isInstanceOf(Redelivery.class);
    }

    @Test
    void shouldBeginAnewAfterwards() {
      life.deliver(post().text("A", "x"), NOON);
      life.deliver(post().text("A", "y"), NOON);
      Verdict anew = life.deliver(post().text("A", "y"), NOON.plus(MEMORY).plusMillis(1));
      assertThat(revision(anew).number()).isEqualTo(1);
    }
  }

  private static Claim claim(int text) {
    return switch (text) {
      case 0 -> Claim.WITHHELD;
      case 1 -> Claim.ERASED;
      default -> Claim.USABLE;
    };
  }

  @Property
  void shouldNumberWithoutGapsAndNeverRepeatContent(
      @ForAll @Size(max = 40) List<@IntRange(max = 5) Integer> texts,
      @ForAll @Size(max = 40) List<@IntRange(max = 5) Integer> revisions) {
    Life any = new Life();
    List<Revision> effective = new ArrayList<>();
    for (int i = 0; i < Math.min(texts.size(), revisions.size()); i++) {
      int text = texts.get(i);
      Posts post = post().text("T" + text, "").claim(claim(text));
      int number = revisions.get(i);
      if (any.deliver(number == 0 ? post : post.revision(number)) instanceof Effective e) {
        effective.add(e.revision());
      }
    }
    for (int i = 0; i < effective.size(); i++) {
      assertThat(effective.get(i).number()).isEqualTo(i + 1);
    }
    for (int i = 1; i < effective.size(); i++) {
      assertThat(effective.get(i).contentHash()).isNotEqualTo(effective.get(i - 1).contentHash());
      assertThat(effective.get(i).changed()).isNotEmpty();
    }
  }

  @Property
  void shouldNotDependOnRedeliveries(
      @ForAll @Size(max = 30) List<@IntRange(max = 3) Integer> texts) {
    Life once = new Life();
    Life often = new Life();
    for (int text : texts) {
      Posts post = post().text("T" + text, "").claim(claim(text));
      Verdict expected = once.deliver(post);
      Verdict actual = often.deliver(post);
      often.now = often.now.minusSeconds(1);
      assertThat(often.deliver(post)).isNotInstanceOf(Effective.class);
      assertThat(actual).isEqualTo(expected);
    }
  }
}
