/** One rule tried on the posts of the last days, as one types. */
@org.jspecify.annotations.NullMarked
package io.tocsin.replay.trial;
