package io.tocsin.ingest.file;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The items of one file, one after the other, in bounded memory. */
interface FileItems extends Closeable {

  /**
   * The next one; null at the end.
   *
   * @throws IOException if the file cannot be read on
   */
  @Nullable FileItem next() throws IOException;

  /** Where the items have come from so far: the line, from 1. */
  long line();
}
