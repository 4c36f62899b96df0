/** Creating and checking the topics that a service needs. */
@NullMarked
package io.tocsin.runtime.topics;

import org.jspecify.annotations.NullMarked;
