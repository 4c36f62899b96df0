@NullMarked
package io.tocsin.ingest.door;

import org.jspecify.annotations.NullMarked;
