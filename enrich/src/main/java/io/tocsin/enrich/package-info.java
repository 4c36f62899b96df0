/** The service that reads clean posts and adds what is in them. */
@NullMarked
package io.tocsin.enrich;

import org.jspecify.annotations.NullMarked;
