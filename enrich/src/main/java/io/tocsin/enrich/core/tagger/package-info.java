/** The English tagger: people, organisations and places by a learned model. */
@NullMarked
package io.tocsin.enrich.core.tagger;

import org.jspecify.annotations.NullMarked;
