/** Raw posts to clean posts: the service, its settings and its metrics. */
@NullMarked
package io.tocsin.ingest;

import org.jspecify.annotations.NullMarked;
