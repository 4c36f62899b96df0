package io.tocsin.runtime.config;

import io.smallrye.config.common.MapBackedConfigSource;
import java.util.Map;

/** A source of configuration whose name is what an error message should call it. */
final class NamedValues extends MapBackedConfigSource {
  private static final long serialVersionUID = 1L;

  NamedValues(String origin, Map<String, String> values, int ordinal) {
    super(origin, values, ordinal);
  }
}
