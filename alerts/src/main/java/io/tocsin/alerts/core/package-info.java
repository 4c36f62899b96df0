/** Plain records that the stages of the alerts service share. */
@NullMarked
package io.tocsin.alerts.core;

import org.jspecify.annotations.NullMarked;
