/** Records that could not be taken, kept as they came with the reason. */
@NullMarked
package io.tocsin.runtime.deadletters;

import org.jspecify.annotations.NullMarked;
