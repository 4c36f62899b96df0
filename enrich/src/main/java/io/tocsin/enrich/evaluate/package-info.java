/** Annotating and measuring without Kafka: files in, files and figures out. */
@NullMarked
package io.tocsin.enrich.evaluate;

import org.jspecify.annotations.NullMarked;
