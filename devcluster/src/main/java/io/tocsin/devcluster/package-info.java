/**
 * A Kafka broker inside this JVM and a real schema registry beside it, for quickstart and tests.
 */
@NullMarked
package io.tocsin.devcluster;

import org.jspecify.annotations.NullMarked;
