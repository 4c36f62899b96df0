package io.tocsin.runtime.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** The trust and key stores of the registry's client, by the names that it and Kafka use. */
final class RegistryTls {
  private static final String PREFIX = "schema.registry.";
  private static final String SSL = "ssl.";

  private RegistryTls() {}

  /** The TLS context of the settings; empty if they say nothing of TLS. */
  static Optional<SSLContext> context(Map<String, String> settings) {
    Map<String, String> tls = new HashMap<>();
    settings.forEach(
        (name, value) -> {
          String plain = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
          if (plain.startsWith(SSL)) {
            tls.put(plain, value);
          }
        });
    return tls.isEmpty() ? Optional.empty() : Optional.of(context(new HashMap<>(tls), tls));
  }

  private static SSLContext context(Map<String, Object> kafka, Map<String, String> tls) {
    ConfigDef definition = new ConfigDef().withClientSslSupport();
    kafka.putAll(new AbstractConfig(definition, tls, false).values());
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(kafka);
      return factory.sslContext();
    }
  }
}
