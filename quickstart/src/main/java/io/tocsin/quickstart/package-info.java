/** Everything in one command, for the first minute with Tocsin. */
@NullMarked
package io.tocsin.quickstart;

import org.jspecify.annotations.NullMarked;
