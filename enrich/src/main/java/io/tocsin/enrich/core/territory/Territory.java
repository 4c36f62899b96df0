package io.tocsin.enrich.core.territory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contested territory and the country under which it is counted.
 *
 * @param name what it is called in the policy
 * @param names names of places that belong to it, as the dictionaries have them
 * @param areas countries (ISO 3166-1 alpha-2, with XK) and regions (GeoNames codes such as UA.11)
 *     that belong to it
 * @param country the country, ISO 3166-1 alpha-2; null for none
 */
public record Territory(
    String name, List<String> names, List<String> areas, @Nullable String country) {

  public Territory {
    names = List.copyOf(names);
    areas = List.copyOf(areas);
  }
}
