/** What goes wrong between our Kafka clients and a cluster, said so that it can be put right. */
@NullMarked
package io.tocsin.runtime.kafka;

import org.jspecify.annotations.NullMarked;
