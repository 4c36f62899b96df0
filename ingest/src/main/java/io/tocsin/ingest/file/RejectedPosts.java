package io.tocsin.ingest.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps what was refused, one JSON a line, so that it can be mended and sent again. */
final class RejectedPosts implements AutoCloseable {
  private final OutputStream out;

  /** Begins a file anew. */
  RejectedPosts(Path file) {
    try {
      out = new BufferedOutputStream(Files.newOutputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void keep(FileItem item) {
    try {
      out.write(item.text());
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
