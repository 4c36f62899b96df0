package io.tocsin.alerts.core.detect;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Key states on the heap: for the backtest and simulators, where nothing must survive. */
public final class InMemoryKeyStates implements KeyStates {

  private final TreeMap<String, byte[]> states = new TreeMap<>();

  @Override
  public byte @Nullable [] get(String key) {
    return states.get(key);
  }

  @Override
  public void put(String key, byte[] bytes) {
    states.put(key, bytes);
  }

  @Override
  public void delete(String key) {
    states.remove(key);
  }

  @Override
  public void forEach(BiConsumer<String, byte[]> action) {
    states.forEach(action);
  }

  @Override
  public void forEach(String prefix, BiConsumer<String, byte[]> action) {
    for (Map.Entry<String, byte[]> entry : states.tailMap(prefix).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        return;
      }
      action.accept(entry.getKey(), entry.getValue());
    }
  }
}
