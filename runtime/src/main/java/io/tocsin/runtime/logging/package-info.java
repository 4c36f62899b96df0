/** How services log when nothing else says so. */
@NullMarked
package io.tocsin.runtime.logging;

import org.jspecify.annotations.NullMarked;
