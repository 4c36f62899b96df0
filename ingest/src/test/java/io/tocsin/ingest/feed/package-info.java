@NullMarked
package io.tocsin.ingest.feed;

import org.jspecify.annotations.NullMarked;
