/** What is delivered to whom, signed how, and when it is tried again. */
@NullMarked
package io.tocsin.deliver.core;

import org.jspecify.annotations.NullMarked;
