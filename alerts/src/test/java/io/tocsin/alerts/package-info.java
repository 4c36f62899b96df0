@NullMarked
package io.tocsin.alerts;

import org.jspecify.annotations.NullMarked;
