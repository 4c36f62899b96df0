package io.tocsin.ingest.file;

/** What a file is, once it is unpacked. */
enum FileFormat {
  /** By the file's name and its first character. */
  AUTO,
  /** One JSON object a line. */
  JSONL,
  /** One JSON array. */
  JSON,
  /** Comma-separated values, or with another delimiter. */
  CSV
}
