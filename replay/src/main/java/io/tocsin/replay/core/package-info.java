/** Histories of posts as plain values: reading, writing, and the sample; no Kafka, no clock. */
@NullMarked
package io.tocsin.replay.core;

import org.jspecify.annotations.NullMarked;
