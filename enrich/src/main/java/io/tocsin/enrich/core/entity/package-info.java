/** People, organisations and places, found by dictionaries. */
@NullMarked
package io.tocsin.enrich.core.entity;

import org.jspecify.annotations.NullMarked;
