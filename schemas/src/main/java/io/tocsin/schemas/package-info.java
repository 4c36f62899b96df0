/**
 * The contracts: which topics there are, what bytes stand on them, and how those bytes are read and
 * written.
 */
@NullMarked
package io.tocsin.schemas;

import org.jspecify.annotations.NullMarked;
