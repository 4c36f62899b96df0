/** Telling the language of a post. */
@NullMarked
package io.tocsin.enrich.core.language;

import org.jspecify.annotations.NullMarked;
