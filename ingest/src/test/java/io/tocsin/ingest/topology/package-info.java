@NullMarked
package io.tocsin.ingest.topology;

import org.jspecify.annotations.NullMarked;
