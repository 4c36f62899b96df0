@NullMarked
package io.tocsin.replay.command;

import org.jspecify.annotations.NullMarked;
