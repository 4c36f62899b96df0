/** Cities and regions of the world by name, from GeoNames, to link names that were found. */
@NullMarked
package io.tocsin.enrich.core.place;

import org.jspecify.annotations.NullMarked;
