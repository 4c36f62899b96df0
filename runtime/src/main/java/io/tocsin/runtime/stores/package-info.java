/** What all local stores have in common: their values say in which format they are. */
@NullMarked
package io.tocsin.runtime.stores;

import org.jspecify.annotations.NullMarked;
