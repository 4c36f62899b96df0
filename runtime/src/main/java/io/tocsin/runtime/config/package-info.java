/**
 * Configuration of a service: typed keys, their sources, and the validated record that comes of
 * them.
 */
@NullMarked
package io.tocsin.runtime.config;

import org.jspecify.annotations.NullMarked;
