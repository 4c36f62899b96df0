/** The live page of the alerts and the API behind it. */
@NullMarked
package io.tocsin.dashboard;

import org.jspecify.annotations.NullMarked;
