@NullMarked
package io.tocsin.alerts.explain;

import org.jspecify.annotations.NullMarked;
