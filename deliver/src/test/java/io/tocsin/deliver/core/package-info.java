@org.jspecify.annotations.NullMarked
package io.tocsin.deliver.core;
