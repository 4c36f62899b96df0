/**
 * What the tests of the whole product share: services as processes, Kafka and registry in
 * containers.
 */
@NullMarked
package io.tocsin.acceptance;

import org.jspecify.annotations.NullMarked;
