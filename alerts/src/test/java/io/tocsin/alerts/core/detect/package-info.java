/** Tests of detection. */
@NullMarked
package io.tocsin.alerts.core.detect;

import org.jspecify.annotations.NullMarked;
