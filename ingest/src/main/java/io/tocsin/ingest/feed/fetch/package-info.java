/** How documents of feeds are fetched from strangers: bounded, slowly, and only from outside. */
@NullMarked
package io.tocsin.ingest.feed.fetch;

import org.jspecify.annotations.NullMarked;
