@org.jspecify.annotations.NullMarked
package io.tocsin.runtime.stores;
