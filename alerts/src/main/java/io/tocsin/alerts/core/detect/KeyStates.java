package io.tocsin.alerts.core.detect;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What detection remembers, as bytes under a key. Durable where the host is. Keys are those of
 * {@link RuleScope#key()}, and some of detection's own that begin with {@code ~}.
 */
public interface KeyStates {

  /** The bytes under a key; null when there are none. */
  byte @Nullable [] get(String key);

  /** Keeps bytes under a key, in the place of any that were there. */
  void put(String key, byte[] bytes);

  /** Removes what is under a key, if anything is. */
  void delete(String key);

  /** Hands over every key with its bytes, in any order; the store is not changed meanwhile. */
  void forEach(BiConsumer<String, byte[]> action);

  /** The same for the keys that begin with a text, by key. */
  void forEach(String prefix, BiConsumer<String, byte[]> action);
}
