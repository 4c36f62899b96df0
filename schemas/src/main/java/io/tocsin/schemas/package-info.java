@NullMarked
package io.tocsin.schemas;

import org.jspecify.annotations.NullMarked;
