package io.tocsin.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.avro.RawPost;
import io.tocsin.avro.RawPostStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds raw posts, as Avro records or as the JSON of the raw topic; immutable, each step gives a
 * new builder. The default is a short post of the source {@code wire} that claims no times.
 */
public final class RawPosts {
  private final RawPost post;

  private RawPosts(RawPost post) {
    this.post = post;
  }

  /** The default raw post. */
  public static RawPosts rawPost() {
    return new RawPosts(
        RawPost.newBuilder()
            .setSource("wire")
            .setId("1")
            .setTitle("Harbour reopens after storm")
            .setBody("Ferries run again from noon.")
            .build());
  }

  /** Another identity. */
  public RawPosts of(String source, String id) {
    return with(post -> post.setSource(source).setId(id));
  }

  /** With the source's own revision number. */
  public RawPosts revision(long revision) {
    return with(post -> post.setRevision(revision));
  }

  /** Published, as the source claims, at this time. */
  public RawPosts publishedAt(Instant time) {
    return with(post -> post.setPublishedAt(time));
  }

  /** Revised, as the source claims, at this time. */
  public RawPosts updatedAt(Instant time) {
    return with(post -> post.setUpdatedAt(time));
  }

  /** Another headline. */
  public RawPosts title(String title) {
    return with(post -> post.setTitle(title));
  }

  /** Another text. */
  public RawPosts body(String body) {
    return with(post -> post.setBody(body));
  }

  /** Another status; canceled and withheld posts are taken back. */
  public RawPosts status(RawPostStatus status) {
    return with(post -> post.setStatus(status));
  }

  /** Taken back, and to be forgotten; it says nothing any more. */
  public RawPosts erased() {
    return with(
        post -> post.setStatus(RawPostStatus.CANCELED).setErase(true).setTitle("").setBody(""));
  }

  /** Any other change. */
  public RawPosts with(Consumer<RawPost.Builder> change) {
    RawPost.Builder builder = RawPost.newBuilder(post);
    change.accept(builder);
    return new RawPosts(builder.build());
  }

  /** The key that the post will have. */
  public String postKey() {
    return post.getSource() + ":" + post.getId();
  }

  /** The record, a copy of its own. */
  public RawPost build() {
    return RawPost.newBuilder(post).build();
  }

  /** The post as JSON; fields that say nothing are left out. */
  public String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("source", post.getSource()).put("id", post.getId());
    json.put("status", post.getStatus().name().toLowerCase(Locale.ROOT));
    json.put("title", post.getTitle()).put("body", post.getBody());
    if (post.getErase()) {
      json.put("erase", true);
    }
    if (post.getRevision() != null) {
      json.put("revision", post.getRevision());
    }
    put(json, "publishedAt", post.getPublishedAt());
    put(json, "updatedAt", post.getUpdatedAt());
    put(json, "url", post.getUrl());
    put(json, "language", post.getLanguage());
    put(json, "author", post.getAuthor());
    put(json, "collection", post.getCollection());
    put(json, "collectionAbout", post.getCollectionAbout());
    post.getExtra().forEach(json::put);
    return json.toString();
  }

  /** The JSON in UTF-8. */
  public byte[] jsonBytes() {
    return json().getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value.toString());
    }
  }
}
