package io.tocsin.alerts.wire;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.Signature;
import io.tocsin.alerts.core.match.Place;
import io.tocsin.alerts.core.match.Place.Text;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.core.match.PostRevision.NamedEntity;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.Entity;
import io.tocsin.avro.EntityType;
import io.tocsin.avro.Post;
import io.tocsin.avro.PostStatus;
import io.tocsin.avro.Tag;
import io.tocsin.avro.TextField;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Enriched posts as matching takes them. */
public final class PostRecords {

  /** Flag of a post that was published long before it was seen: it does not count. */
  public static final String BACKLOG = "BACKLOG";

  /** Flag of a post that its source took back and wants forgotten. */
  public static final String ERASED = "ERASED";

  private PostRecords() {}

  /** The plain form. */
  public static PostRevision plain(EnrichedPost enriched) {
    Post post = enriched.getPost();
    return new PostRevision(
        post.getPostKey(),
        post.getRevision(),
        post.getSeenAt().toEpochMilli(),
        post.getSource(),
        post.getStatus() == PostStatus.KILLED,
        post.getFlags().contains(ERASED),
        post.getFlags().contains(BACKLOG),
        enriched.getLanguage(),
        post.getTitle(),
        post.getBody(),
        post.getUrl(),
        enriched.getEntities().stream().map(PostRecords::plain).toList(),
        enriched.getTags().stream().map(Tag::getCode).toList(),
        enriched.getCountries(),
        plain(enriched.getSignature()));
  }

  private static NamedEntity plain(Entity entity) {
    Text text = entity.getField() == TextField.TITLE ? Text.TITLE : Text.BODY;
    return new NamedEntity(
        entity.getText(),
        entity.getType() == EntityType.PLACE,
        entity.getLink(),
        new Place(text, entity.getStart(), entity.getEnd()),
        GeoPoint.of(entity.getLatitude(), entity.getLongitude()));
  }

  static @Nullable Signature plain(io.tocsin.avro.@Nullable Signature signature) {
    if (signature == null) {
      return null;
    }
    ByteBuffer bits = signature.getBits().duplicate();
    byte[] bytes = new byte[bits.remaining()];
    bits.get(bytes);
    return new Signature(signature.getAlgorithm(), bytes, signature.getShingles());
  }

  static io.tocsin.avro.@Nullable Signature avro(@Nullable Signature signature) {
    return signature == null
        ? null
        : new io.tocsin.avro.Signature(
            signature.algorithm(), ByteBuffer.wrap(signature.bits()), signature.shingles());
  }
}
