/** The binary files that come along: checked before they are read. */
@NullMarked
package io.tocsin.enrich.core.file;

import org.jspecify.annotations.NullMarked;
