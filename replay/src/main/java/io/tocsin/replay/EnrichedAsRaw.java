package io.tocsin.replay;

import io.tocsin.alerts.wire.PostRecords;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.avro.Post;
import io.tocsin.avro.PostStatus;
import io.tocsin.replay.Deliveries.Delivery;
import io.tocsin.replay.core.PostJson;
import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.RecordedStatus;
import java.nio.charset.StandardCharsets;

/** An effective revision as the raw post that gives it again. */
final class EnrichedAsRaw {

  private EnrichedAsRaw() {}

  static Delivery delivery(EnrichedPost enriched) {
    Post post = enriched.getPost();
    return new Delivery(
        post.getSeenAt(),
        post.getPostKey().getBytes(StandardCharsets.UTF_8),
        PostJson.write(recorded(post)).getBytes(StandardCharsets.UTF_8));
  }

  private static RecordedStatus status(Post post) {
    if (post.getFlags().contains(PostRecords.ERASED)) {
      return RecordedStatus.ERASED;
    }
    return post.getStatus() == PostStatus.KILLED ? RecordedStatus.CANCELED : RecordedStatus.USABLE;
  }

  private static RecordedPost recorded(Post post) {
    RecordedPost.Builder raw =
        RecordedPost.post(post.getSource(), post.getId())
            .revision(post.getSourceRevision())
            .status(status(post))
            .publishedAt(post.getPublishedAt())
            .publishedAtEstimated(post.getPublishedAtEstimated())
            .updatedAt(post.getUpdatedAt())
            .title(post.getTitle())
            .body(post.getBody())
            .url(post.getUrl())
            .language(post.getDeclaredLanguage())
            .author(post.getAuthor())
            .collection(post.getCollection())
            .collectionAbout(post.getCollectionAbout());
    post.getExtra().forEach(raw::extra);
    return raw.build();
  }
}
