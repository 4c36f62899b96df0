/** The countries that a post is about. */
@NullMarked
package io.tocsin.enrich.core.country;

import org.jspecify.annotations.NullMarked;
