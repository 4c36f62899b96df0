@NullMarked
package io.tocsin.ingest.live;

import org.jspecify.annotations.NullMarked;
