/** The whole product as its users run it. */
@NullMarked
package io.tocsin.acceptance;

import org.jspecify.annotations.NullMarked;
