/** Small histories and the alerts that have to come of them. */
@org.jspecify.annotations.NullMarked
package io.tocsin.replay.histories;
