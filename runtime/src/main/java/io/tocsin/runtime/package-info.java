@NullMarked
package io.tocsin.runtime;

import org.jspecify.annotations.NullMarked;
