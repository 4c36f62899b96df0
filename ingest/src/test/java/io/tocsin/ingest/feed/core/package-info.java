@NullMarked
package io.tocsin.ingest.feed.core;

import org.jspecify.annotations.NullMarked;
