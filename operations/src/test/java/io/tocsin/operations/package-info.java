/** The operators' commands, on a real cluster. */
@NullMarked
package io.tocsin.operations;

import org.jspecify.annotations.NullMarked;
