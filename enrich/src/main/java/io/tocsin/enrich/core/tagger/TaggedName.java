package io.tocsin.enrich.core.tagger;

import io.tocsin.enrich.core.EntityType;

/**
 * A name that the tagger found.
 *
 * @param start offset of its first character, in UTF-16 code units
 * @param end offset behind its last character
 * @param type what is named
 * @param confidence 0 to 1; orders names, is not calibrated
 */
public record TaggedName(int start, int end, EntityType type, double confidence) {}
