@NullMarked
package io.tocsin.ingest;

import org.jspecify.annotations.NullMarked;
