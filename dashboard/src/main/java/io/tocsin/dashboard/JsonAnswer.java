package io.tocsin.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.util.zip.CRC32C;

/** An answer in JSON; who has it already is only told so. */
final class JsonAnswer {
  private JsonAnswer() {}

  static void send(Context context, String json) {
    byte[] bytes = json.getBytes(UTF_8);
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    String tag = "W/\"%d-%08x\"".formatted(bytes.length, sum.getValue());
    context.header("ETag", tag);
    if (tag.equals(context.header("If-None-Match"))) {
      context.status(304);
      return;
    }
    context.contentType("application/json").result(bytes);
  }
}
