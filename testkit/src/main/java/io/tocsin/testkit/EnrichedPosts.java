package io.tocsin.testkit;

import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.Entity;
import io.tocsin.avro.Signature;
import io.tocsin.avro.Tag;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Builds enriched posts around {@link Posts}; immutable, each step gives a new builder. The default
 * is English without entities, countries, tags and signature.
 */
public final class EnrichedPosts {
  private final Posts post;
  private final EnrichedPost enriched;

  private EnrichedPosts(Posts post, EnrichedPost enriched) {
    this.post = post;
    this.enriched = enriched;
  }

  /** The default post, enriched. */
  public static EnrichedPosts enrichedPost() {
    return enriched(Posts.post());
  }

  /** This post, enriched. */
  public static EnrichedPosts enriched(Posts post) {
    return new EnrichedPosts(
        post,
        EnrichedPost.newBuilder()
            .setPost(post.build())
            .setLanguage("en")
            .setLanguageConfidence(1.0)
            .build());
  }

  /** Another identity. */
  public EnrichedPosts of(String source, String id) {
    return post(post.of(source, id));
  }

  /** Another number of the effective revision, from 1. */
  public EnrichedPosts revision(int revision) {
    return post(post.revision(revision));
  }

  /** Seen, and published, at this time. */
  public EnrichedPosts seenAt(Instant time) {
    return post(post.seenAt(time));
  }

  /** Another headline. */
  public EnrichedPosts title(String title) {
    return post(post.title(title));
  }

  /** Another text. */
  public EnrichedPosts body(String body) {
    return post(post.body(body));
  }

  /** Taken back by its source. */
  public EnrichedPosts killed() {
    return post(post.killed());
  }

  /** Taken back by its source, and to be forgotten. */
  public EnrichedPosts erased() {
    return post(post.erased());
  }

  /** The same around another post. */
  public EnrichedPosts post(Posts other) {
    EnrichedPost changed = EnrichedPost.newBuilder(enriched).setPost(other.build()).build();
    return new EnrichedPosts(other, changed);
  }

  /** In another language, as a BCP 47 tag. */
  public EnrichedPosts language(String tag) {
    return with(builder -> builder.setLanguage(tag));
  }

  /** About these countries, as ISO 3166-1 alpha-2; they are sorted here. */
  public EnrichedPosts countries(String... codes) {
    return with(builder -> builder.setCountries(Stream.of(codes).sorted().toList()));
  }

  /** Naming these entities. */
  public EnrichedPosts entities(Entity... entities) {
    return with(builder -> builder.setEntities(List.of(entities)));
  }

  /** With the topics of these codes. */
  public EnrichedPosts tags(String... codes) {
    return with(builder -> builder.setTags(Stream.of(codes).map(EnrichedPosts::tag).toList()));
  }

  /** With this fingerprint of the story; algorithm {@code test}, 100 shingles. */
  public EnrichedPosts signature(long bits) {
    return with(builder -> builder.setSignature(fingerprint(bits)));
  }

  /** Any other change; the post itself is changed through {@link #post(Posts)}. */
  public EnrichedPosts with(Consumer<EnrichedPost.Builder> change) {
    EnrichedPost.Builder builder = EnrichedPost.newBuilder(enriched);
    change.accept(builder);
    return new EnrichedPosts(post, builder.build());
  }

  /** The key of the record. */
  public String postKey() {
    return enriched.getPost().getPostKey();
  }

  /** The record, a copy of its own. */
  public EnrichedPost build() {
    return EnrichedPost.newBuilder(enriched).build();
  }

  private static Tag tag(String code) {
    return Tag.newBuilder().setCode(code).build();
  }

  private static Signature fingerprint(long bits) {
    return Signature.newBuilder()
        .setAlgorithm("test")
        .setBits(ByteBuffer.allocate(Long.BYTES).putLong(bits).flip())
        .setShingles(100)
        .build();
  }
}
