@NullMarked
package io.tocsin.ingest.feed.fetch;

import org.jspecify.annotations.NullMarked;
