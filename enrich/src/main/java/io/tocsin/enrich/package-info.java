@NullMarked
package io.tocsin.enrich;

import org.jspecify.annotations.NullMarked;
