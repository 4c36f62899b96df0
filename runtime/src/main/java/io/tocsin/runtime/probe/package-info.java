/** How records of the end-to-end probe are known. */
@NullMarked
package io.tocsin.runtime.probe;

import org.jspecify.annotations.NullMarked;
