package io.tocsin.replay;

import io.tocsin.replay.core.History;
import io.tocsin.replay.core.PostJson;
import io.tocsin.replay.core.TimedPost;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a replay sends to its raw topic, in the order of time, as often as wanted. */
public interface Deliveries {

  /** What is known before the first is sent. */
  History.Extent extent();

  /**
   * Begins at the first.
   *
   * @throws IOException if the device fails
   */
  Cursor open() throws IOException;

  /**
   * A record of the raw topic.
   *
   * @param time its timestamp: when the post was seen
   * @param key its key; null where it has none
   * @param value JSON or Avro, as the raw topic has it
   */
  @SuppressWarnings("ArrayRecordComponent") // goes to the producer as it is
  record Delivery(Instant time, byte @Nullable [] key, byte[] value) {}

  /** A place among them. */
  interface Cursor extends Closeable {

    /**
     * The next one; empty at the end. Never earlier than the one before.
     *
     * @throws IOException if the device fails
     */
    Optional<Delivery> next() throws IOException;
  }

  /** Posts of the past, each keyed by its post, as JSON. */
  static Deliveries of(History history) {
    return new Deliveries() {
      @Override
      public History.Extent extent() {
        return history.extent();
      }

      @Override
      public Cursor open() throws IOException {
        return new PostCursor(history.open());
      }
    };
  }

  /** A place in a history. */
  final class PostCursor implements Cursor {

    private final History.Cursor posts;

    private PostCursor(History.Cursor posts) {
      this.posts = posts;
    }

    @Override
    public Optional<Delivery> next() throws IOException {
      return posts.next().map(PostCursor::delivery);
    }

    private static Delivery delivery(TimedPost post) {
      return new Delivery(
          post.time(),
          post.post().postKey().getBytes(StandardCharsets.UTF_8),
          PostJson.write(post.post()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
      posts.close();
    }
  }
}
