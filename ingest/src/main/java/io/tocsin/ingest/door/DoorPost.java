package io.tocsin.ingest.door;

import io.tocsin.ingest.core.JsonPosts;
import io.tocsin.ingest.core.PostChecks;
import io.tocsin.ingest.core.RawBytes;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.core.RejectReason;
import io.tocsin.ingest.core.SourcePost;
import io.tocsin.runtime.probe.ProbeRecords;
import java.nio.charset.StandardCharsets;

/**
 * A raw post that the service will take: it has passed the same checks at the door, and is none of
 * the probe's. Only {@link #read} and {@link #of} make them.
 */
public final class DoorPost {
  private final String source;
  private final String id;
  private final byte[] json;

  private DoorPost(SourcePost checked, byte[] json) {
    this.source = checked.source();
    this.id = checked.id();
    this.json = json;
  }

  /**
   * Checks the JSON of a raw post by {@code docs/raw-posts.schema.json}, at most {@link
   * io.tocsin.ingest.core.Limits#RECORD_BYTES} of it; never throws for what stands in it.
   *
   * @param json one object in UTF-8; it goes to the topic as it is and must not change any more
   * @return the post, or the first rule that it breaks: field, value and what was expected
   */
  public static Reading<DoorPost> read(byte[] json) {
    return RawBytes.check(json)
        .then(JsonPosts::read)
        .then(PostChecks::check)
        .then(DoorPost::checkSource)
        .then(post -> Reading.accepted(new DoorPost(post, json)));
  }

  /** The service takes them: it cannot know who sends. */
  private static Reading<SourcePost> checkSource(SourcePost post) {
    return ProbeRecords.isSource(post.source())
        ? Reading.rejected(
            RejectReason.RESERVED_SOURCE,
            "source: \""
                + ProbeRecords.SOURCE
                + "\" is reserved for the end-to-end probe; expected another name")
        : Reading.accepted(post);
  }

  /** Writes a post that a door has made of another form, and checks it as {@link #read} does. */
  public static Reading<DoorPost> of(SourcePost post) {
    return read(SourcePostJson.write(post));
  }

  /** Who published it, without spaces around it. */
  public String source() {
    return source;
  }

  /** The source's own identifier of it, without spaces around it. */
  public String id() {
    return id;
  }

  /** The key of its record, by which all revisions of a post share a partition. */
  public String postKey() {
    return source + ":" + id;
  }

  /** Bytes of its value, by which doors bound their memory. */
  public int size() {
    return json.length;
  }

  byte[] key() {
    return postKey().getBytes(StandardCharsets.UTF_8);
  }

  byte[] json() {
    return json;
  }

  /** Its value as text. */
  public String toJson() {
    return new String(json, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return postKey();
  }
}
