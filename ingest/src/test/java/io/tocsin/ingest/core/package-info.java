@NullMarked
package io.tocsin.ingest.core;

import org.jspecify.annotations.NullMarked;
