/** The whole pipeline in memory, to prove what no broker can be made to show often enough. */
@NullMarked
package io.tocsin.replay.simulation;

import org.jspecify.annotations.NullMarked;
