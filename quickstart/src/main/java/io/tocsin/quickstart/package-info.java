@NullMarked
package io.tocsin.quickstart;

import org.jspecify.annotations.NullMarked;
