@NullMarked
package io.tocsin.ingest.core.clean;

import org.jspecify.annotations.NullMarked;
