@NullMarked
package io.tocsin.ingest.core.sources;

import org.jspecify.annotations.NullMarked;
