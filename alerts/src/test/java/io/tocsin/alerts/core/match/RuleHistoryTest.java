package io.tocsin.alerts.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.MentionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleHistoryTest {

  private static RuleHistory history(int mentions, long textsFrom) {
    return new RuleHistory(
        List.of(Posts.rule("war", "war")),
        new RuleHistory.Limits(Duration.ofDays(7), 5, mentions, textsFrom));
  }

  private static PostRevision post(int number) {
    PostRevision post = Posts.english("War", "War again.");
    return new PostRevision(
        "wire:" + number,
        1,
        1_000L * number,
        "wire",
        false,
        false,
        "en",
        post.title(),
        post.body(),
        null,
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  @Test
  void shouldForgetTheOldestMentionsAndSayFromWhenOnItIsWhole() {
    RuleHistory history = history(3, Long.MIN_VALUE);
    for (int i = 1; i <= 3; i++) {
      history.take(post(i));
    }
    assertThat(history.from()).isEqualTo(Long.MIN_VALUE);

    history.take(post(4));
    history.take(post(5));
    assertThat(history.mentions())
        .extracting(MentionEvent::time)
        .containsExactly(3_000L, 4_000L, 5_000L);
    assertThat(history.from()).isEqualTo(2_001);
  }

  @Test
  void shouldRememberNoMorePostsThanTheStream() {
    RuleHistory history = history(100, Long.MIN_VALUE);
    for (int i = 1; i <= 8; i++) {
      history.take(post(i));
    }
    List<String> posts = new ArrayList<>();
    history.forEachMemory((post, memory) -> posts.add(post));
    assertThat(posts).containsExactly("wire:4", "wire:5", "wire:6", "wire:7", "wire:8");
  }

  @Test
  void shouldHoldNoTextOfAPostThatWasErasedUntilItIsPublishedAnew() {
    RuleHistory history = history(100, Long.MIN_VALUE);
    history.take(post(1));
    history.take(post(2));
    history.take(revision(2, 3, true));
    history.take(revision(3, 4, false));

    List<MentionEvent> ofErased =
        history.mentions().stream().filter(m -> m.postKey().equals("wire:2")).toList();
    assertThat(ofErased).extracting(MentionEvent::sign).containsExactly(1, -1, 1);
    assertThat(ofErased).extracting(MentionEvent::title).containsExactly("", "", "War");
    assertThat(ofErased.get(0).excerpt()).isEmpty();
    assertThat(ofErased.get(1).erases()).isTrue();
    assertThat(history.mentions().get(0).title()).isEqualTo("War");
  }

  private static PostRevision revision(int number, int time, boolean erased) {
    return new PostRevision(
        "wire:2",
        number,
        1_000L * time,
        "wire",
        erased,
        erased,
        false,
        "en",
        erased ? "" : "War",
        erased ? "" : "War again.",
        null,
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  @Test
  void shouldKeepTheTextsOfWhatMayBeEvidence() {
    RuleHistory history = history(100, 2_000);
    history.take(post(1));
    history.take(post(2));
    assertThat(history.mentions()).extracting(MentionEvent::title).containsExactly("", "War");
    assertThat(history.mentions()).extracting(MentionEvent::excerpt).doesNotHaveDuplicates();
  }
}
