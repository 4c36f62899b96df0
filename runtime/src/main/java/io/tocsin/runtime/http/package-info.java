/** The endpoint on which a service tells how it is. */
@NullMarked
package io.tocsin.runtime.http;

import org.jspecify.annotations.NullMarked;
