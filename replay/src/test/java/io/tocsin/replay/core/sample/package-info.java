@NullMarked
package io.tocsin.replay.core.sample;

import org.jspecify.annotations.NullMarked;
