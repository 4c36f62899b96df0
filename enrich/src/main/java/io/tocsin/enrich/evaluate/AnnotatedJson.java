package io.tocsin.enrich.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.enrich.core.Annotations;
import io.tocsin.enrich.core.AnnotatorChain;
import io.tocsin.enrich.core.Entity;
import io.tocsin.enrich.core.GeoPoint;
import io.tocsin.enrich.core.PostText;
import io.tocsin.enrich.core.Signature;
import io.tocsin.enrich.core.Tag;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A post with its annotations as JSON. */
final class AnnotatedJson {

  private AnnotatedJson() {}

  /** The texts that were read of a post, and all that was found in them. */
  static ObjectNode of(JsonNode post, AnnotatorChain chain) {
    PostText text =
        new PostText(
            post.path("title").asText(""),
            post.path("body").asText(""),
            post.path("language").textValue(),
            post.path("collection").textValue(),
            post.path("collectionAbout").textValue());
    Annotations found = chain.annotate(text);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (post.has("id")) {
      json.set("id", post.get("id"));
    }
    json.put("title", text.title()).put("text", text.body());
    json.put("language", found.language().tag());
    found.entities().forEach(entity -> json.withArray("/entities").add(entity(entity)));
    found.countries().forEach(json.withArray("/countries")::add);
    found.tags().forEach(tag -> json.withArray("/tags").add(tag(tag)));
    json.put("signature", signature(found.signature()));
    found.failed().forEach(json.withArray("/failedAnnotators")::add);
    return json;
  }

  private static ObjectNode entity(Entity entity) {
    GeoPoint point = entity.point();
    return JsonNodeFactory.instance
        .objectNode()
        .put("text", entity.text())
        .put("type", entity.type().name())
        .put("field", entity.field() == io.tocsin.enrich.core.TextField.TITLE ? "title" : "text")
        .put("start", entity.start())
        .put("end", entity.end())
        .put("link", entity.link())
        .put("country", entity.country())
        .put("latitude", point == null ? null : point.latitude())
        .put("longitude", point == null ? null : point.longitude())
        .put("confidence", Math.round(entity.confidence() * 1000) / 1000.0);
  }

  private static ObjectNode tag(Tag tag) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("code", tag.code());
    if (tag.mediaTopic() != null) {
      json.put("mediaTopic", "medtop:" + tag.mediaTopic());
    }
    ArrayNode words = json.putArray("words");
    tag.words().forEach(words::add);
    return json;
  }

  private static @Nullable String signature(@Nullable Signature signature) {
    if (signature == null) {
      return null;
    }
    byte[] bits = new byte[signature.bits().remaining()];
    signature.bits().duplicate().get(bits);
    return signature.algorithm().toLowerCase(Locale.ROOT)
        + ":"
        + Base64.getEncoder().encodeToString(bits);
  }
}
