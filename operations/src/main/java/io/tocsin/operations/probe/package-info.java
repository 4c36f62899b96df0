/** The end-to-end probe: posts of its own through the pipeline, and how long they take. */
@NullMarked
package io.tocsin.operations.probe;

import org.jspecify.annotations.NullMarked;
