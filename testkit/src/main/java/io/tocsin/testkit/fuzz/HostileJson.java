package io.tocsin.testkit.fuzz;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SplittableRandom;

/** Makes one thing of a JSON post wrong: a type, a name, a time, a size, the text around it. */
final class HostileJson {
  private static final List<String> FIELDS =
      List.of(
          "source",
          "id",
          "revision",
          "status",
          "erase",
          "publishedAt",
          "publishedAtEstimated",
          "updatedAt",
          "title",
          "body",
          "url",
          "language",
          "author",
          "collection",
          "collectionAbout",
          "extra",
          "seenAt",
          "other");

  private static final List<String> TEXTS =
      List.of(
          "source",
          "id",
          "title",
          "body",
          "body",
          "url",
          "language",
          "author",
          "collection",
          "collectionAbout");

  private static final List<String> TIMES =
      List.of(
          "2022-02-11T08:00:00Z",
          "Fri, 11 Feb 2022 09:00:00 GMT",
          "2022-02-11 10:00 CET",
          "2022-02-11",
          "11/02/2022 10:00",
          "2099-01-01T00:00:00Z",
          "0001-01-01T00:00:00Z",
          "now",
          "1644570000",
          "1644570000000",
          "2022-02-30T00:00:00Z",
          "2022-02-11T10:00:00 IST",
          "");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "7",
          "-1",
          "1.5",
          "1e400",
          "99999999999999999999",
          "\"\"",
          "\" \"",
          "[]",
          "{}",
          "[1,[2]]",
          "{\"a\":{\"b\":null}}",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "NaN",
          "'x'",
          "");

  private final SplittableRandom random;
  private final HostileTexts texts;

  HostileJson(SplittableRandom random, HostileTexts texts) {
    this.random = random;
    this.texts = texts;
  }

  /** The post with one thing changed in its tree, so that it is still JSON. */
  void change(ObjectNode post) {
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> {
        String field = of(TEXTS);
        post.put(field, texts.into(post.path(field).asText()));
      }
      case 3 -> post.put(random.nextBoolean() ? "publishedAt" : "updatedAt", of(TIMES));
      case 4 -> post.put("revision", (long) random.nextInt(6));
      case 5 -> post.put("status", of(List.of("usable", "withheld", "CANCELED", "gone")));
      case 6 -> takeDown(post);
      default -> resize(post);
    }
  }

  /**
   * A takedown, or what only looks like one, of a post of its own: one that is forgotten comes back
   * by nothing but a newer revision.
   */
  private void takeDown(ObjectNode post) {
    post.put("id", "gone-" + random.nextInt(500));
    if (random.nextBoolean()) {
      post.put("status", of(List.of("withheld", "CANCELED", "usable")));
      post.put("erase", random.nextInt(4) > 0);
    }
  }

  private void resize(ObjectNode post) {
    switch (random.nextInt(8)) {
      case 0 -> post.put("title", texts.ofLength(2_000));
      case 1 -> post.put("id", texts.ofLength(500));
      case 2 -> post.put("url", "https://a.example/" + texts.ofLength(3_982));
      case 3 -> post.put("body", texts.ofLength(random.nextInt(50) == 0 ? 200_000 : 4_000));
      case 4 -> {
        for (int i = 0; i < 60; i++) {
          post.put("x" + i + texts.piece(), texts.ofLength(random.nextInt(1, 2_500)));
        }
      }
      case 5 -> post.set("extra", JsonNodeFactory.instance.objectNode().put(texts.piece(), "x"));
      case 6 -> post.remove(of(FIELDS));
      default -> post.put("id", Integer.toString(random.nextInt(40)));
    }
  }

  /** The text of a post with one thing wrong that no tree can have. */
  String damage(String json) {
    return switch (random.nextInt(6)) {
      case 0 -> json.replaceFirst("\\{", "{\"" + of(FIELDS) + "\":" + of(VALUES) + ",");
      case 1 -> json.replaceFirst("\"(" + of(FIELDS) + ")\":", "\"$1\":" + of(VALUES) + ",\"y\":");
      case 2 -> nested(json, random.nextBoolean() ? 40 + random.nextInt(20) : 20_000);
      case 3 -> json + (random.nextBoolean() ? json : "\n");
      case 4 -> "\uFEFF" + json;
      default -> json.replace("\"title\"", "\"t\u0131tle\"");
    };
  }

  private static String nested(String json, int depth) {
    return json.replaceFirst("\\{", "{\"deep\":" + "[".repeat(depth) + "]".repeat(depth) + ",");
  }

  private String of(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
