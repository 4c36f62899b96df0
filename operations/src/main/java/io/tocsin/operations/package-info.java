/**
 * Commands for those who run Tocsin: its topics, its schemas, a fresh start, and how it is doing.
 */
@NullMarked
package io.tocsin.operations;

import org.jspecify.annotations.NullMarked;
