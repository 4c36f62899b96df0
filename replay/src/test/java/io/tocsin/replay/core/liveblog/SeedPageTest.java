package io.tocsin.replay.core.liveblog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.SharedMaterial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The real page that the reader was asked for: titles by their hashes, since it is not ours. */
class SeedPageTest {

  private static final List<String> TITLES =
      List.of(
          "16e53f33",
          "a8745571",
          "a8a19a3b",
          "e503ab42",
          "cdf19fd5",
          "e80872d3",
          "ffc3ec98",
          "d4d64b3d",
          "fc369361",
          "fa042f79",
          "e4667bc3",
          "893ae3d6",
          "25d4d9a1",
          "9788b6c9",
          "81993052",
          "29c2c405",
          "a80f9f2e",
          "552b4e91",
          "cfcb9f85",
          "31d2b034",
          "337b3300",
          "e0701d9c",
          "93272a3c",
          "db54d102",
          "8df45cfd",
          "3f2d1511",
          "87ca8a63",
          "00435ed4",
          "cd35a84f",
          "1313b931",
          "f83b525b",
          "4959e97d",
          "883ad6a4",
          "bb48e110",
          "ba9337b9",
          "933c7a99");

  private static LiveBlog seed() throws IOException {
    Instant start = Instant.parse("2022-02-11T06:00:00Z");
    return new LiveBlogReader("seed", start, start.plusSeconds(72_000))
        .read(SharedMaterial.seedPage());
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldFindThe36TitlesOldestFirst() throws IOException {
    assertThat(seed().posts()).hasSize(36);
    assertThat(seed().statedCount()).hasValue(36);
    assertThat(seed().notes()).isEmpty();
    assertThat(seed().posts()).extracting(post -> hash(post.title())).isEqualTo(TITLES);
  }

  @Test
  void shouldKeepTextAndLeaveFurnitureOut() throws IOException {
    assertThat(seed().posts())
        .extracting(RecordedPost::body)
        .noneMatch(String::isBlank)
        .noneMatch(body -> body.contains("data-") || body.contains("GO DEEPER"))
        .noneMatch(body -> body.contains("contributed reporting") || body.contains("•"))
        .noneMatch(body -> body.contains("Read the full story") || body.contains("Read more"));
    assertThat(seed().posts().stream().mapToInt(post -> post.body().split("\n\n").length).sum())
        .isEqualTo(197);
  }

  @Test
  void shouldPutTheCaptionsAndBylinesAside() throws IOException {
    assertThat(seed().posts().stream().filter(post -> post.extra().containsKey("captions")))
        .hasSize(9);
    assertThat(seed().posts().stream().filter(post -> post.extra().containsKey("byline")))
        .hasSize(6);
    assertThat(seed().posts())
        .extracting(RecordedPost::body)
        .noneMatch(body -> Arrays.stream(body.split("\n\n")).anyMatch(Captions::looksLikeStill));
  }
}
