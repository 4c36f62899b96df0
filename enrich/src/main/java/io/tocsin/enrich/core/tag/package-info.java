/** The topics of a post. */
@NullMarked
package io.tocsin.enrich.core.tag;

import org.jspecify.annotations.NullMarked;
