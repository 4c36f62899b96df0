/** Cleaning of titles and bodies: small named steps from a source's text to plain paragraphs. */
@NullMarked
package io.tocsin.ingest.core.clean;

import org.jspecify.annotations.NullMarked;
