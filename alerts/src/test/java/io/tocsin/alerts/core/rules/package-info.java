@NullMarked
package io.tocsin.alerts.core.rules;

import org.jspecify.annotations.NullMarked;
