/** What a user types: {@code import} and {@code replay}. */
@NullMarked
package io.tocsin.replay.command;

import org.jspecify.annotations.NullMarked;
