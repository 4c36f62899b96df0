/** Reading the dictionaries that lie beside the code. */
@NullMarked
package io.tocsin.enrich.core.dictionary;

import org.jspecify.annotations.NullMarked;
