/** Training of the English tagger from corpora; not shipped, nobody imports it. */
@NullMarked
package io.tocsin.training;

import org.jspecify.annotations.NullMarked;
