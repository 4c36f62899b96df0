package io.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.core.MalformedPostException;
import io.tocsin.replay.core.PostJson;
import io.tocsin.replay.core.RecordedStatus;
import io.tocsin.testkit.EnrichedPosts;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EnrichedAsRawTest {

  private static RecordedStatus status(EnrichedPosts post) throws MalformedPostException {
    byte[] json = EnrichedAsRaw.delivery(post.build()).value();
    return PostJson.parse(new String(json, StandardCharsets.UTF_8), null).status();
  }

  @Test
  void shouldKeepWhatTheSourceWantedOfThePost() throws MalformedPostException {
    EnrichedPosts post = EnrichedPosts.enrichedPost();

    assertThat(status(post)).isEqualTo(RecordedStatus.USABLE);
    assertThat(status(post.killed())).isEqualTo(RecordedStatus.CANCELED);
    assertThat(status(post.erased())).isEqualTo(RecordedStatus.ERASED);
  }
}
