@org.jspecify.annotations.NullMarked
package io.tocsin.dashboard.core;
