/** What a post says about the world, found by annotators: plain records in, plain records out. */
@NullMarked
package io.tocsin.enrich.core;

import org.jspecify.annotations.NullMarked;
