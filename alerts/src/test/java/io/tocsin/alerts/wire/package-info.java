@NullMarked
package io.tocsin.alerts.wire;

import org.jspecify.annotations.NullMarked;
