package io.tocsin.ingest.receive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.ingest.core.Claim;
import io.tocsin.ingest.core.JsonPosts;
import io.tocsin.ingest.core.RawBytes;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.door.DoorPost;
import java.nio.charset.StandardCharsets;

/** Makes the raw posts whose source and id stand in the address of a request. */
final class IdentifiedPost {
  private IdentifiedPost() {}

  /**
   * An edit: the body says the rest.
   *
   * @throws Problem if it names another source or id
   */
  static Reading<DoorPost> edit(PostIdentity identity, byte[] body) {
    return RawBytes.check(body)
        .then(JsonPosts::object)
        .then(
            object -> {
              put(object, "source", identity.source());
              put(object, "id", identity.id());
              return read(object);
            });
  }

  /** A kill; with {@code erase} a takedown. */
  static Reading<DoorPost> kill(PostIdentity identity, boolean erase) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("source", identity.source()).put("id", identity.id());
    object.put("status", Claim.CANCELED.name());
    if (erase) {
      object.put("erase", true);
    }
    return read(object);
  }

  private static Reading<DoorPost> read(ObjectNode object) {
    return DoorPost.read(object.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void put(ObjectNode object, String field, String value) {
    JsonNode stated = object.get(field);
    if (stated == null || stated.isNull()) {
      object.put(field, value);
    } else if (stated.isTextual() && !stated.textValue().strip().equals(value.strip())) {
      throw new Problem(
          Problem.Kind.MALFORMED,
          "%s: \"%s\"; expected what the address says, \"%s\", or nothing"
              .formatted(field, BodyReader.shown(stated.textValue()), BodyReader.shown(value)));
    }
  }
}
