package io.tocsin.ingest.door;

import io.tocsin.ingest.core.Reading.Accepted;
import io.tocsin.ingest.core.Reading.Rejected;
import io.tocsin.testkit.RawPosts;

/** Posts at a door, for tests. */
final class DoorPosts {
  private DoorPosts() {}

  static DoorPost taken(RawPosts post) {
    return ((Accepted<DoorPost>) DoorPost.read(post.jsonBytes())).value();
  }

  /** Code and detail of a refusal. */
  static String refusal(byte[] json) {
    Rejected<DoorPost> rejected = (Rejected<DoorPost>) DoorPost.read(json);
    return rejected.reason().code() + ": " + rejected.detail();
  }
}
