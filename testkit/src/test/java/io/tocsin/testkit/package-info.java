@NullMarked
package io.tocsin.testkit;

import org.jspecify.annotations.NullMarked;
