/** What another set of rules would have changed in the alerts of the same history. */
@org.jspecify.annotations.NullMarked
package io.tocsin.replay.diff;
