/** Rules: read from YAML, checked, hashed, and taken from the rules topic as a set. */
@NullMarked
package io.tocsin.alerts.core.rules;

import org.jspecify.annotations.NullMarked;
