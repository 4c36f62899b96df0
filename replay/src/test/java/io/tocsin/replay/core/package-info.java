@NullMarked
package io.tocsin.replay.core;

import org.jspecify.annotations.NullMarked;
