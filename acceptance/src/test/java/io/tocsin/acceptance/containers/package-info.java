/** The product on Kafka and a registry in containers, and what disturbs it there. */
@NullMarked
package io.tocsin.acceptance.containers;

import org.jspecify.annotations.NullMarked;
