package io.tocsin.enrich;

import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.Post;
import io.tocsin.avro.PostStatus;
import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.GeoPoint;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.Signature;
import io.tocsin.enrich.core.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the core's plain records meet the Avro records of the topics. */
final class PostRecords {

  private PostRecords() {}

  /** False for posts that their source took back. */
  static boolean isUsable(Post post) {
    return post.getStatus() != PostStatus.KILLED;
  }

  /** What annotators read of a post. */
  static PostText text(Post post) {
    return new PostText(
        post.getTitle(),
        post.getBody(),
        post.getDeclaredLanguage(),
        post.getCollection(),
        post.getCollectionAbout());
  }

  /**
   * The post with what was found in it.
   *
   * @param policy for territories, by which countries were told; null where none was asked
   */
  static EnrichedPost enriched(Post post, Annotations found, @Nullable String policy) {
    return EnrichedPost.newBuilder()
        .setPost(post)
        .setLanguage(found.language().tag())
        .setLanguageConfidence(found.language().confidence())
        .setEntities(found.entities().stream().map(PostRecords::entity).toList())
        .setCountries(found.countries())
        .setTags(found.tags().stream().map(PostRecords::tag).toList())
        .setSignature(signature(found.signature()))
        .setFailedAnnotators(found.failed())
        .setTerritoryPolicy(policy)
        .build();
  }

  private static io.tocsin.avro.Entity entity(Entity entity) {
    GeoPoint point = entity.point();
    return io.tocsin.avro.Entity.newBuilder()
        .setText(entity.text())
        .setType(io.tocsin.avro.EntityType.valueOf(entity.type().name()))
        .setField(io.tocsin.avro.TextField.valueOf(entity.field().name()))
        .setStart(entity.start())
        .setEnd(entity.end())
        .setLink(entity.link())
        .setCountry(entity.country())
        .setConfidence(entity.confidence())
        .setLatitude(point == null ? null : point.latitude())
        .setLongitude(point == null ? null : point.longitude())
        .build();
  }

  private static io.tocsin.avro.Tag tag(Tag tag) {
    return io.tocsin.avro.Tag.newBuilder()
        .setCode(tag.code())
        .setMediaTopic(tag.mediaTopic())
        .setWords(List.copyOf(tag.words()))
        .build();
  }

  private static io.tocsin.avro.@Nullable Signature signature(@Nullable Signature signature) {
    return signature == null
        ? null
        : io.tocsin.avro.Signature.newBuilder()
            .setAlgorithm(signature.algorithm())
            .setBits(signature.bits())
            .setShingles(signature.shingles())
            .build();
  }
}
