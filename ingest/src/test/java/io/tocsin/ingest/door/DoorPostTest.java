package io.tocsin.ingest.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.core.Claim;
import io.tocsin.ingest.core.JsonPosts;
import io.tocsin.ingest.core.Limits;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.Reading.Accepted;
import io.tocsin.ingest.core.SourcePost;
import io.tocsin.testkit.RawPosts;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoorPostTest {

  @Test
  void shouldKnowWhoseItIsAndKeepTheBytes() {
    byte[] json = "{\"source\":\" gazette \",\"id\":\"7 \",\"title\":\"t\"}".getBytes(UTF_8);
    Reading<DoorPost> reading = DoorPost.read(json);
    assertThat(reading)
        .isInstanceOfSatisfying(
            Accepted.class,
            accepted -> {
              DoorPost post = (DoorPost) accepted.value();
              assertThat(post.source()).isEqualTo("gazette");
              assertThat(post.id()).isEqualTo("7");
              assertThat(post.postKey()).isEqualTo("gazette:7");
              assertThat(post.key()).isEqualTo("gazette:7".getBytes(UTF_8));
              assertThat(post.json()).isEqualTo(json);
              assertThat(post.size()).isEqualTo(json.length);
            });
  }

  @Test
  void shouldRefuseWhatTheServiceWouldRefuse() {
    assertThat(DoorPosts.refusal(new byte[0])).startsWith("empty-value: ");
    assertThat(DoorPosts.refusal(new byte[] {0, 1, 2})).startsWith("broken-json: ");
    assertThat(DoorPosts.refusal(new byte[Limits.RECORD_BYTES + 1])).startsWith("too-large: ");
    assertThat(DoorPosts.refusal("{\"source\":\"a\",\"id\":1,\"title\":\"t\"}".getBytes(UTF_8)))
        .isEqualTo("wrong-type: id: \"1\" is a number; expected a string");
    assertThat(DoorPosts.refusal(RawPosts.rawPost().of("~end", "1").jsonBytes()))
        .startsWith("reserved-character: source: \"~end\" is reserved");
  }

  /** The service takes them, for it is there that the probe sends. */
  @Test
  void shouldRefuseTheSourceOfTheProbe() {
    assertThat(DoorPosts.refusal(RawPosts.rawPost().of("tocsin-probe", "1").jsonBytes()))
        .isEqualTo(
            "reserved-source: source: \"tocsin-probe\" is reserved for the end-to-end probe;"
                + " expected another name");
    assertThat(DoorPosts.refusal(RawPosts.rawPost().of(" tocsin-probe ", "1").jsonBytes()))
        .startsWith("reserved-source: ");
    assertThat(DoorPost.read(RawPosts.rawPost().of("tocsin-prober", "1").jsonBytes()))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void shouldWriteWhatADoorHasMadeSoThatItIsReadTheSame() {
    SourcePost full =
        new SourcePost(
            "gazette",
            "7",
            3L,
            Claim.WITHHELD,
            Instant.parse("2022-02-11T10:15:00.250Z"),
            true,
            Instant.parse("2022-02-11T10:20:00Z"),
            "Ferries \"stop\"",
            "<p>Noon\u2028</p>",
            "https://gazette.example/7",
            "en",
            "desk",
            "live",
            "Kyiv, Ukraine",
            Map.of("section", "coast", "b", ""));
    SourcePost bare =
        new SourcePost(
            "a",
            "1",
            null,
            Claim.USABLE,
            null,
            false,
            null,
            "t",
            "",
            null,
            null,
            null,
            null,
            null,
            Map.of());
    assertThat(readBack(full)).isEqualTo(full);
    assertThat(readBack(bare)).isEqualTo(bare);
  }

  @Test
  void shouldWriteATakedownSoThatItIsReadAsOne() {
    SourcePost takedown =
        new SourcePost(
            "a",
            "1",
            null,
            Claim.ERASED,
            null,
            false,
            null,
            "",
            "",
            null,
            null,
            null,
            null,
            null,
            Map.of());
    assertThat(readBack(takedown)).isEqualTo(takedown);
  }

  private static SourcePost readBack(SourcePost post) {
    Reading<SourcePost> reading = DoorPost.of(post).then(written -> JsonPosts.read(written.json()));
    return ((Accepted<SourcePost>) reading).value();
  }
}
