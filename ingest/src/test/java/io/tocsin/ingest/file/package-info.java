@NullMarked
package io.tocsin.ingest.file;

import org.jspecify.annotations.NullMarked;
