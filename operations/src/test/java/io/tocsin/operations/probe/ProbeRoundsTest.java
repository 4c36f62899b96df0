package io.tocsin.operations.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.operations.probe.ProbeRounds.Sent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProbeRoundsTest {
  private static final long PATIENCE = 30;
  private static final long INTERVAL = 10;

  private final ProbeRounds rounds = new ProbeRounds(4, PATIENCE);
  private int number;

  private String send(int partition, long now) {
    String token = "t" + number++;
    rounds.sent(token, partition, now);
    return token;
  }

  @Nested
  class OfTurns {
    @Test
    void shouldGoThroughAllPartitions() {
      List<Integer> order = new ArrayList<>();
      for (long now = 0; now < 8 * INTERVAL; now += INTERVAL) {
        int partition = rounds.next();
        order.add(partition);
        rounds.seen(send(partition, now), now + 1);
      }
      assertThat(order).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
    }

    /** It is tried again as soon as its post is given up, and takes no turn of the others. */
    @Test
    void shouldTryAStuckPartitionAgainAndGoOnWithTheOthers() {
      List<Integer> order = new ArrayList<>();
      for (long now = 0; now < 12 * INTERVAL; now += INTERVAL) {
        rounds.giveUp(now);
        int partition = rounds.next();
        order.add(partition);
        String token = send(partition, now);
        if (partition != 1) {
          rounds.seen(token, now + 1);
        }
      }
      assertThat(order).containsExactly(0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
      assertThat(rounds.lost()).containsExactly(1);
    }

    @Test
    void shouldSpreadOverAllWhenNothingComesThrough() {
      List<Integer> order = new ArrayList<>();
      for (long now = 0; now < 6 * INTERVAL; now += INTERVAL) {
        int partition = rounds.next();
        order.add(partition);
        send(partition, now);
      }
      assertThat(order).containsExactly(0, 1, 2, 3, 0, 1);
    }
  }

  @Nested
  class OfPosts {
    @Test
    void shouldTellHowLongItTookOnce() {
      String token = send(2, 5);
      assertThat(rounds.isAwaited(2)).isTrue();
      assertThat(rounds.seen(token, 12)).hasValue(7);
      assertThat(rounds.seen(token, 13)).as("a second reading").isEmpty();
      assertThat(rounds.isAwaited(2)).isFalse();
    }

    @Test
    void shouldPassOverThePostsOfOtherProbes() {
      send(2, 5);
      assertThat(rounds.seen("of-another", 6)).isEmpty();
      assertThat(rounds.standing().succeeded()).isFalse();
    }

    @Test
    void shouldBeLostAfterThePatienceAndNotAtItsEnd() {
      String token = send(0, 5);
      send(1, 6);
      assertThat(rounds.giveUp(35)).isEmpty();
      assertThat(rounds.giveUp(36)).extracting(Sent::token).containsExactly(token);
      assertThat(rounds.giveUp(36)).isEmpty();
      assertThat(rounds.seen(token, 37)).as("it came too late").isEmpty();
      assertThat(rounds.lost()).containsExactly(0);
    }

    /** Whatever happens, no more are remembered than are sent within the patience. */
    @Test
    void shouldForgetWhatIsLost() {
      long waiting = 0;
      for (long now = 0; now < 1_000 * INTERVAL; now += INTERVAL) {
        rounds.giveUp(now);
        send(0, now);
        waiting = Math.max(waiting, rounds.onTheWay());
      }
      assertThat(waiting).isEqualTo(PATIENCE / INTERVAL + 1);
    }
  }

  @Nested
  class OfStanding {
    @Test
    void shouldBeStuckWhenWhatWasSentLaterDoesNotComeEither() {
      rounds.seen(send(0, 0), 1);
      send(1, 10);
      send(2, 20);
      rounds.giveUp(41);
      assertThat(rounds.standing().stuck()).isTrue();
      assertThat(rounds.standing().lost()).containsExactly(1);
    }

    @Test
    void shouldNotBeStuckWhenOnePartitionIs() {
      rounds.seen(send(0, 0), 1);
      send(1, 10);
      rounds.seen(send(2, 20), 21);
      rounds.giveUp(41);
      assertThat(rounds.standing().stuck()).isFalse();
      assertThat(rounds.standing().lost()).containsExactly(1);
    }

    @Test
    void shouldBeWellAgainWhenThePartitionIs() {
      send(1, 0);
      rounds.giveUp(31);
      assertThat(rounds.standing().stuck()).isTrue();
      rounds.seen(send(1, 40), 43);
      ProbeRounds.Standing standing = rounds.standing();
      assertThat(standing.stuck()).isFalse();
      assertThat(standing.lost()).isEmpty();
      assertThat(standing.succeeded()).isTrue();
      assertThat(standing.lastSuccessAt()).isEqualTo(43);
      assertThat(standing.lastTook()).isEqualTo(3);
    }

    @Test
    void shouldKnowOfNoSuccessInTheBeginning() {
      assertThat(rounds.standing().succeeded()).isFalse();
      assertThat(rounds.standing().stuck()).isFalse();
    }
  }
}
