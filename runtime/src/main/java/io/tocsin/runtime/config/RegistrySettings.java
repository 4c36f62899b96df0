package io.tocsin.runtime.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of the registry's client, made whole: it wants {@code schema.registry.} in front of
 * what concerns TLS, and to be told where a login stands although it has been given one. Without
 * that it would say nothing and log in as nobody.
 */
final class RegistrySettings {
  private static final String PREFIX = "schema.registry.";
  private static final String TLS = "ssl.";

  private RegistrySettings() {}

  static Map<String, String> of(Map<String, String> given) {
    Map<String, String> settings = new TreeMap<>(given);
    settings.remove("url");
    given.forEach(
        (name, value) -> {
          if (name.startsWith(TLS)) {
            settings.putIfAbsent(PREFIX + name, value);
          }
        });
    boolean login =
        settings.containsKey("basic.auth.user.info")
            || settings.containsKey(PREFIX + "basic.auth.user.info");
    if (login) {
      settings.putIfAbsent("basic.auth.credentials.source", "USER_INFO");
    }
    if (settings.containsKey("bearer.auth.token")) {
      settings.putIfAbsent("bearer.auth.credentials.source", "STATIC_TOKEN");
    }
    return settings;
  }
}
