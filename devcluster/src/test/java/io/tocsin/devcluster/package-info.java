@NullMarked
package io.tocsin.devcluster;

import org.jspecify.annotations.NullMarked;
