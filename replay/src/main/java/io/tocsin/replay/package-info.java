@NullMarked
package io.tocsin.replay;

import org.jspecify.annotations.NullMarked;
