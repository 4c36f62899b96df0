@org.jspecify.annotations.NullMarked
package io.tocsin.schemas.silences;
