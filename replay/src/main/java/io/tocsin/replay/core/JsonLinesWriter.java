package io.tocsin.replay.core;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes posts as JSON Lines: UTF-8, one object a line, {@code \n} after each. */
public final class JsonLinesWriter implements Closeable {

  private final Writer out;

  /** Writes to a stream; closing the writer closes it. */
  public JsonLinesWriter(OutputStream bytes) {
    this.out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
  }

  /**
   * Writes one post.
   *
   * @throws IOException if the device fails
   */
  public void write(RecordedPost post) throws IOException {
    out.write(PostJson.write(post));
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
