@NullMarked
package io.tocsin.replay.core.liveblog;

import org.jspecify.annotations.NullMarked;
