/** Feeds as a door: polled by a list, new and changed items sent to the raw topic. */
@NullMarked
package io.tocsin.ingest.feed;

import org.jspecify.annotations.NullMarked;
