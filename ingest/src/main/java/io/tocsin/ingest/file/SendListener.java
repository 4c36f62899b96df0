package io.tocsin.ingest.file;

import io.tocsin.ingest.core.Reading.Rejected;

/** Is told how sending goes, by one thread. */
interface SendListener extends AutoCloseable {

  /**
   * A file begins.
   *
   * @param bytes its size; −1 where that cannot be told
   */
  void begins(String file, long bytes);

  /**
   * So much of it is done.
   *
   * @param bytes read of it
   * @param posts good ones of it
   */
  void progress(long bytes, long posts);

  /** An item is refused. */
  void refused(String file, FileItem item, Rejected<?> why);

  /** A file cannot be read, or not on from a line; 0 where it cannot be opened. */
  void broken(String file, long line, String why);

  /** A file was read to its end. */
  void ends(String file, long posts, long refused);

  @Override
  void close();
}
