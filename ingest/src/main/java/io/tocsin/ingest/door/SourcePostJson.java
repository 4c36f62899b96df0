package io.tocsin.ingest.door;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.ingest.core.Claim;
import io.tocsin.ingest.core.SourcePost;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a source post in the JSON of the raw topic; what says nothing is left out. */
final class SourcePostJson {
  private SourcePostJson() {}

  /** The same post gives the same bytes. */
  static byte[] write(SourcePost post) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("source", post.source()).put("id", post.id());
    if (post.revision() != null) {
      json.put("revision", post.revision());
    }
    if (post.claim() == Claim.ERASED) {
      json.put("status", Claim.CANCELED.name()).put("erase", true);
    } else if (post.claim() != Claim.USABLE) {
      json.put("status", post.claim().name());
    }
    put(json, "publishedAt", post.publishedAt());
    if (post.publishedAtEstimated()) {
      json.put("publishedAtEstimated", true);
    }
    put(json, "updatedAt", post.updatedAt());
    put(json, "title", post.title());
    put(json, "body", post.body());
    put(json, "url", post.url());
    put(json, "language", post.language());
    put(json, "author", post.author());
    put(json, "collection", post.collection());
    put(json, "collectionAbout", post.collectionAbout());
    if (!post.extra().isEmpty()) {
      ObjectNode extra = json.putObject("extra");
      new TreeMap<>(post.extra()).forEach(extra::put);
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value != null && !value.toString().isEmpty()) {
      json.put(name, value.toString());
    }
  }
}
