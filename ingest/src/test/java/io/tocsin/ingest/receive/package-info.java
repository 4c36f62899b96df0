@NullMarked
package io.tocsin.ingest.receive;

import org.jspecify.annotations.NullMarked;
