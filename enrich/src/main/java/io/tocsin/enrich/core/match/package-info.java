/** Finding many phrases in a text in one pass. */
@NullMarked
package io.tocsin.enrich.core.match;

import org.jspecify.annotations.NullMarked;
