/** The fingerprint by which copies of one story are known. */
@NullMarked
package io.tocsin.enrich.core.story;

import org.jspecify.annotations.NullMarked;
