/** The shell that starts, watches and stops a Kafka Streams service. */
@NullMarked
package io.tocsin.runtime.service;

import org.jspecify.annotations.NullMarked;
