@NullMarked
package io.tocsin.alerts.core.match;

import org.jspecify.annotations.NullMarked;
