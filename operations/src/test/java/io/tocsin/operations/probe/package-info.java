@NullMarked
package io.tocsin.operations.probe;

import org.jspecify.annotations.NullMarked;
