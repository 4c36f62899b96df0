/** Matching: rules against the texts of a post, negation, and the mentions that follow from it. */
@NullMarked
package io.tocsin.alerts.core.match;

import org.jspecify.annotations.NullMarked;
