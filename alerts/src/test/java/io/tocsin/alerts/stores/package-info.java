@NullMarked
package io.tocsin.alerts.stores;

import org.jspecify.annotations.NullMarked;
