package io.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.History;
import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.Speed;
import io.tocsin.replay.core.TimeRange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayRequestTest {

  private static final Instant LAST = Instant.parse("2022-02-11T06:00:00Z");

  private static ReplayRequest request(String name) {
    RecordedPost post = RecordedPost.post("s", "1").seenAt(LAST).build();
    History history = History.of(List.of(post), AsOf.SEEN, TimeRange.ALL);
    return ReplayRequest.of(name, history, List.of(), Path.of("state"), Map.of());
  }

  @Test
  void shouldEndAtTheLastPostUnlessToldOtherwise() {
    ReplayRequest request = request("a-1");

    assertThat(request.end()).isEqualTo(LAST);
    assertThat(request.until(LAST.plusSeconds(1)).end()).isEqualTo(LAST.plusSeconds(1));
    assertThat(request.namespace()).isEqualTo("replay-a-1");
  }

  @Test
  void shouldChangeOneThingAtATime() {
    ReplayRequest request = request("a");

    assertThat(request.resuming().resume()).isTrue();
    assertThat(request.inPartitions(7).partitions()).isEqualTo(7);
    assertThat(request.at(Speed.REAL).speed()).isEqualTo(Speed.REAL);
    assertThat(request.at(Speed.MAX)).isEqualTo(request);
  }

  @Test
  void shouldRefuseAnEndBeforeTheLastPost() {
    assertThatExceptionOfType(ReplayException.class)
        .isThrownBy(() -> request("a").until(LAST.minusMillis(1)))
        .withMessageContaining("before the last post");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Upper", "under_score", "-x", "a.b", "ü"})
  void shouldRefuseNamesThatTopicsCannotHave(String name) {
    assertThatExceptionOfType(ReplayException.class)
        .isThrownBy(() -> request(name))
        .withMessageContaining("'" + name + "'");
  }
}
