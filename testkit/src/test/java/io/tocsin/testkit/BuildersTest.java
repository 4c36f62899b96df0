package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.avro.PostStatus;
import io.tocsin.avro.RawPostStatus;
import io.tocsin.avro.RuleScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildersTest {
  private static final Instant NOON = Instant.parse("2022-02-11T12:00:00Z");

  @Test
  void shouldLeaveTheBuilderBeforeAStepAsItWas() {
    Posts first = Posts.post();
    Posts second = first.title("Other").killed();

    assertThat(first.build()).isEqualTo(Posts.post().build());
    assertThat(second.build().getTitle()).isEqualTo("Other");
    assertThat(second.build().getStatus()).isEqualTo(PostStatus.KILLED);
  }

  @Test
  void shouldGiveCopiesThatNobodyElseSees() {
    Posts posts = Posts.post();
    posts.build().setTitle("changed from outside");

    assertThat(posts.build().getTitle()).isEqualTo(Posts.post().build().getTitle());
  }

  @Test
  void shouldKeepThePostKeyInStep() {
    assertThat(Posts.post().of("desk", "9").build().getPostKey()).isEqualTo("desk:9");
    assertThat(EnrichedPosts.enrichedPost().of("desk", "9").postKey()).isEqualTo("desk:9");
    assertThat(RawPosts.rawPost().of("desk", "9").postKey()).isEqualTo("desk:9");
  }

  @Test
  void shouldKeepAnnotationsWhenThePostChanges() {
    var enriched =
        EnrichedPosts.enrichedPost().countries("UA", "RU").signature(7).seenAt(NOON).build();

    assertThat(enriched.getCountries()).containsExactly("RU", "UA");
    assertThat(enriched.getPost().getSeenAt()).isEqualTo(NOON);
    assertThat(enriched.getSignature().getBits().getLong(0)).isEqualTo(7);
  }

  @Test
  void shouldWriteTheJsonOfTheRawTopic() throws Exception {
    JsonNode json =
        new ObjectMapper()
            .readTree(
                RawPosts.rawPost()
                    .revision(3)
                    .publishedAt(NOON)
                    .status(RawPostStatus.CANCELED)
                    .title("A \"quote\"")
                    .with(post -> post.setExtra(Map.of("desk", "europe")))
                    .jsonBytes());

    assertThat(json.get("revision").asLong()).isEqualTo(3);
    assertThat(json.get("publishedAt").asText()).isEqualTo("2022-02-11T12:00:00Z");
    assertThat(json.get("status").asText()).isEqualTo("canceled");
    assertThat(json.get("title").asText()).isEqualTo("A \"quote\"");
    assertThat(json.get("desk").asText()).isEqualTo("europe");
    assertThat(json.has("url")).isFalse();
  }

  @Test
  void shouldHashRulesByWhatDecides() {
    String plain = Rules.rule().build().getHash();

    assertThat(Rules.rule().id("other").version(2).build().getHash()).isEqualTo(plain);
    assertThat(Rules.rule().windows(Duration.ofHours(2)).build().getHash()).isNotEqualTo(plain);
    assertThat(Rules.rule().perCountry().build().getScope()).isEqualTo(RuleScope.COUNTRY);
    assertThat(Rules.rule().with(rule -> rule.setHash("set")).build().getHash()).isEqualTo("set");
  }
}
