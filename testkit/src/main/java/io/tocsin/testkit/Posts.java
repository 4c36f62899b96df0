package io.tocsin.testkit;

import io.tocsin.avro.Post;
import io.tocsin.avro.PostStatus;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Builds clean posts; immutable, each step gives a new builder. The default is the first revision
 * of a short post of the source {@code wire}, seen at {@link #SEEN_AT}.
 */
public final class Posts {
  /** When a post was seen unless a test says otherwise. */
  public static final Instant SEEN_AT = Instant.parse("2022-02-11T09:00:00Z");

  private final Post post;

  private Posts(Post post) {
    this.post = post;
  }

  /** The default post. */
  public static Posts post() {
    return new Posts(
        Post.newBuilder()
            .setPostKey("wire:1")
            .setSource("wire")
            .setId("1")
            .setRevision(1)
            .setSeenAt(SEEN_AT)
            .setPublishedAt(SEEN_AT)
            .setTitle("Harbour reopens after storm")
            .setBody("Ferries run again from noon.")
            .setContentHash("0".repeat(64))
            .build());
  }

  /** Another identity; the post key follows. */
  public Posts of(String source, String id) {
    return with(post -> post.setSource(source).setId(id).setPostKey(source + ":" + id));
  }

  /** Another number of the effective revision, from 1. */
  public Posts revision(int revision) {
    return with(post -> post.setRevision(revision));
  }

  /** Seen, and published, at this time. */
  public Posts seenAt(Instant time) {
    return with(post -> post.setSeenAt(time).setPublishedAt(time));
  }

  /** Published at another time than it was seen. */
  public Posts publishedAt(Instant time) {
    return with(post -> post.setPublishedAt(time));
  }

  /** Another headline. */
  public Posts title(String title) {
    return with(post -> post.setTitle(title));
  }

  /** Another text. */
  public Posts body(String body) {
    return with(post -> post.setBody(body));
  }

  /** Taken back by its source. */
  public Posts killed() {
    return with(post -> post.setStatus(PostStatus.KILLED));
  }

  /** Taken back by its source, and to be forgotten; it says nothing. */
  public Posts erased() {
    return killed().flags("ERASED").title("").body("");
  }

  /** With these flags. */
  public Posts flags(String... flags) {
    return with(post -> post.setFlags(List.of(flags)));
  }

  /** Any other change. */
  public Posts with(Consumer<Post.Builder> change) {
    Post.Builder builder = Post.newBuilder(post);
    change.accept(builder);
    return new Posts(builder.build());
  }

  /** The record, a copy of its own. */
  public Post build() {
    return Post.newBuilder(post).build();
  }
}
