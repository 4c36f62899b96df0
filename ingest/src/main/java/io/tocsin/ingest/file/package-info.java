/** The door for files and standard input: JSON lines, a JSON array or CSV, plain or gzipped. */
@NullMarked
package io.tocsin.ingest.file;

import org.jspecify.annotations.NullMarked;
