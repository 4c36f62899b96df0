/** Under which country contested territories are counted: a policy that its users set. */
@NullMarked
package io.tocsin.enrich.core.territory;

import org.jspecify.annotations.NullMarked;
