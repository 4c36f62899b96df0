package io.tocsin.alerts.core.detect;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.Signature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VoicesTest {

  private static final long ALWAYS = Long.MIN_VALUE;
  private static final int CURRENT = 2;

  /** A mention to be: time, post, story (below 0: no fingerprint) and how far the copy strays. */
  private record Said(int at, int post, int story, int flipped) {

    Voices.Mention mention() {
      return new Voices.Mention(at, post, "s" + post % 3, StorySignature.of(signature()));
    }

    /** Some stories are signed by the one method, some by the other. */
    private @Nullable Signature signature() {
      if (story < 0) {
        return null;
      }
      return story < 3
          ? Signatures.of(story, flipped)
          : Signatures.ofFourBits(story, flipped / 4, 20 + post % 200);
    }
  }

  @Provide
  Arbitrary<List<Said>> saids() {
    Arbitrary<Said> said =
        Combinators.combine(
                Arbitraries.integers().between(0, 60),
                Arbitraries.integers().between(0, 10_000),
                Arbitraries.integers().between(-1, 4),
                Arbitraries.integers().between(0, 110))
            .as(Said::new);
    return said.list().ofMaxSize(40);
  }

  /** What the voices are by definition: each joins the first earlier leader that it copies. */
  private static int naiveVoices(List<Said> saids) {
    List<Said> ordered = new ArrayList<>(saids);
    ordered.sort((a, b) -> Integer.compare(a.at(), b.at()));
    List<StorySignature> leaders = new ArrayList<>();
    int voices = 0;
    for (Said said : ordered) {
      StorySignature signature = said.mention().signature();
      if (signature == null) {
        voices++;
      } else if (leaders.stream().noneMatch(signature::isCopyOf)) {
        leaders.add(signature);
        voices++;
      }
    }
    return voices;
  }

  private static List<Said> distinct(List<Said> saids) {
    List<Said> distinct = new ArrayList<>();
    for (Said said : saids) {
      boolean known = distinct.stream().anyMatch(other -> other.post() == said.post());
      if (!known) {
        distinct.add(said);
      }
    }
    return distinct;
  }

  private static Voices voices(List<Said> saids) {
    Voices voices = new Voices(1_000);
    saids.forEach(said -> voices.add(said.mention()));
    return voices;
  }

  @Property(tries = 300)
  void shouldEqualANaiveRecount(@ForAll("saids") List<Said> saids) {
    List<Said> distinct = distinct(saids);
    assertThat(voices(distinct).voicesAfter(ALWAYS)).isEqualTo(naiveVoices(distinct));
  }

  @Property(tries = 300)
  void shouldForgetWhatIsTakenBackAsIfItHadNeverBeen(
      @ForAll("saids") List<Said> kept, @ForAll("saids") List<Said> wrong) throws IOException {
    List<Said> all = new ArrayList<>(kept);
    all.addAll(wrong);
    List<Said> distinct = distinct(all);
    List<Said> staying = distinct.subList(0, Math.min(distinct.size(), kept.size()));
    Voices undone = voices(distinct);
    for (Said said : distinct.subList(staying.size(), distinct.size())) {
      assertThat(undone.remove(said.post(), said.at())).isTrue();
    }

    assertThat(bytes(undone)).isEqualTo(bytes(voices(staying)));
  }

  @Property(tries = 200)
  void shouldBeTheSameAfterWritingAndReading(@ForAll("saids") List<Said> saids) throws IOException {
    Voices voices = voices(distinct(saids));
    voices.dropUpTo(20);
    byte[] bytes = bytes(voices);
    Voices read =
        Voices.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)), 1_000, CURRENT);

    assertThat(bytes(read)).isEqualTo(bytes);
    assertThat(read.voicesAfter(ALWAYS)).isEqualTo(voices.voicesAfter(ALWAYS));
    assertThat(read.tallyAfter(30)).isEqualTo(voices.tallyAfter(30));
  }

  @Property(tries = 200)
  void shouldCountEveryStoryOnceHoweverItIsLetGo(@ForAll("saids") List<Said> saids) {
    List<Said> distinct = distinct(saids);
    Voices atOnce = voices(distinct);
    Voices stepwise = voices(distinct);
    int counted = 0;
    for (int time = 0; time <= 60; time += 5) {
      counted += stepwise.dropUpTo(time);
    }
    assertThat(counted).isLessThanOrEqualTo(atOnce.dropUpTo(60));
    assertThat(stepwise.isEmpty()).isTrue();
  }

  @Nested
  class Copies {

    @Test
    void shouldBeOneVoiceUpToAThreshold() {
      StorySignature story = signature(1, 0);

      assertThat(signature(1, 46).isCopyOf(story)).as("J = 0.3611").isTrue();
      assertThat(signature(1, 47).isCopyOf(story)).as("J = 0.3472").isFalse();
      assertThat(signature(2, 0).isCopyOf(story)).isFalse();
    }

    @Test
    void shouldNotBeFoundByAWeakOrForeignFingerprint() {
      byte[] bits = Signatures.of(1, 0).bits();

      assertThat(StorySignature.of(null)).isNull();
      assertThat(StorySignature.of(new Signature("minhash-256x1", bits, 7))).isNull();
      assertThat(StorySignature.of(new Signature("minhash-256x1", new byte[5], 60))).isNull();
      assertThat(StorySignature.of(new Signature("minhash-256x1", new byte[4_096], 60))).isNull();
      StorySignature foreign =
          requireNonNull(StorySignature.of(new Signature("simhash", bits, 60)));
      assertThat(signature(1, 0).isCopyOf(foreign)).isFalse();
    }

    @Test
    void shouldStaySilentWhenTheirLeaderIsGone() {
      Voices voices =
          voices(List.of(new Said(1, 1, 1, 0), new Said(20, 2, 1, 3), new Said(40, 3, 1, 5)));

      assertThat(voices.dropUpTo(10)).isEqualTo(1);
      assertThat(voices.voicesAfter(ALWAYS)).isZero();
      assertThat(voices.dropUpTo(30)).isZero();
      assertThat(voices.dropUpTo(50)).isZero();
    }

    @Test
    void shouldBecomeTheVoiceWhenTheirLeaderIsTakenBack() {
      Voices voices = voices(List.of(new Said(1, 1, 1, 0), new Said(20, 2, 1, 3)));
      voices.remove(1, 1);

      assertThat(voices.voicesAfter(10)).isEqualTo(1);
    }

    private StorySignature signature(int story, int flipped) {
      return requireNonNull(StorySignature.of(Signatures.of(story, flipped)));
    }
  }

  @Nested
  class Limits {

    @Test
    void shouldCountWithoutRememberingBeyondTheLimit() throws IOException {
      Voices voices = new Voices(10);
      for (int i = 0; i < 5_000; i++) {
        voices.add(new Said(i, i, -1, 0).mention());
      }

      assertThat(voices.size()).isEqualTo(10);
      assertThat(voices.voicesAfter(ALWAYS)).isEqualTo(5_000);
      assertThat(voices.isFull()).isTrue();
      assertThat(bytes(voices).length).isLessThan(1_000);
      assertThat(voices.remove(4_000, 4_000)).isFalse();
      assertThat(voices.dropUpTo(5_000)).isEqualTo(5_000);
      assertThat(voices.isEmpty()).isTrue();
    }

    @Test
    void shouldCostAtMost32BytesAMentionHoweverFarApartTheyAre() throws IOException {
      for (int copies : new int[] {1, 2, 50}) {
        int few = bytes(sparse(1_000, copies)).length;
        int many = bytes(sparse(10_000, copies)).length;
        assertThat(many - few).as("of stories told %s times", copies).isBetween(1, 32 * 9_000);
      }
    }

    /** Mentions by 300 sources in random order with long pauses, all with fingerprints. */
    private static Voices sparse(int mentions, int copies) {
      Voices voices = new Voices(10_000);
      SplittableRandom random = new SplittableRandom(7);
      long time = Rules.START;
      for (int i = 0; i < mentions; i++) {
        time += random.nextLong(4 * Desk.DAY);
        // each source is named in any first thousand
        int source = i < 300 ? i : random.nextInt(300);
        StorySignature signature = StorySignature.of(Signatures.of(i / copies, i % copies / 2));
        voices.add(
            new Voices.Mention(time, Voices.hashOf("post" + i), "source" + source, signature));
      }
      return voices;
    }

    @Test
    void shouldTakeAMentionOnce() {
      Voices voices = voices(List.of(new Said(1, 1, -1, 0)));

      assertThat(voices.add(new Said(1, 1, -1, 0).mention())).isFalse();
      assertThat(voices.voicesAfter(ALWAYS)).isEqualTo(1);
    }
  }

  private static byte[] bytes(Voices voices) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    voices.writeTo(new DataOutputStream(bytes));
    return Arrays.copyOf(bytes.toByteArray(), bytes.size());
  }
}
