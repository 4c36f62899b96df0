package io.tocsin.runtime.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.jspecify.annotations.Nullable;

/**
 * What can be said about logins and key stores without asking anybody: whether they are there, can
 * be opened, and fit to each other. A client that is made with bad ones fails late, and some of
 * them never say why.
 */
final class SecurityChecks {
  private static final String PROTOCOL = ShellKeys.KAFKA + "security.protocol";
  private static final String MECHANISM = ShellKeys.KAFKA + "sasl.mechanism";
  private static final String LOGIN = ShellKeys.KAFKA + "sasl.jaas.config";
  private static final String REGISTRY_TLS = ShellKeys.REGISTRY + "schema.registry.";
  private static final Set<String> STORES = Set.of("keystore", "truststore");
  private static final String JAAS_SYSTEM_PROPERTY = "java.security.auth.login.config";

  private final Map<String, Settings.Value> values;
  private final List<ConfigProblem> problems = new ArrayList<>();

  SecurityChecks(Map<String, Settings.Value> values) {
    this.values = Map.copyOf(values);
  }

  List<ConfigProblem> problems() {
    protocol().ifPresent(this::checkKafka);
    checkStores(ShellKeys.REGISTRY);
    checkStores(REGISTRY_TLS);
    return problems;
  }

  private Optional<SecurityProtocol> protocol() {
    String name = text(PROTOCOL, SecurityProtocol.PLAINTEXT.name);
    try {
      return Optional.of(SecurityProtocol.forName(name.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException unknown) {
      wrong(PROTOCOL, "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL");
      return Optional.empty();
    }
  }

  private void checkKafka(SecurityProtocol protocol) {
    boolean login =
        protocol == SecurityProtocol.SASL_PLAINTEXT || protocol == SecurityProtocol.SASL_SSL;
    boolean tls = protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL;
    if (login) {
      checkLogin();
    } else if (values.containsKey(LOGIN)) {
      problem(
          PROTOCOL,
          protocol.name,
          "expected SASL_SSL or SASL_PLAINTEXT, since " + LOGIN + " is set");
    }
    if (tls) {
      checkStores(ShellKeys.KAFKA);
    } else {
      STORES.stream()
          .map(store -> ShellKeys.KAFKA + "ssl." + store + ".location")
          .filter(values::containsKey)
          .sorted()
          .findFirst()
          .ifPresent(
              key ->
                  problem(
                      PROTOCOL,
                      protocol.name,
                      "expected SSL or SASL_SSL, since " + key + " is set"));
    }
  }

  private void checkLogin() {
    Settings.Value login = values.get(LOGIN);
    if (login == null) {
      if (System.getProperty(JAAS_SYSTEM_PROPERTY) == null) {
        problem(LOGIN, null, "required where " + PROTOCOL + " is " + text(PROTOCOL, ""));
      }
      return;
    }
    if (!isWellFormed(login.text())) {
      problem(
          LOGIN,
          null,
          "expected a login module, the word required, its options as name=\"value\" and a semicolon");
    }
    boolean kerberos = login.text().contains("Krb5LoginModule");
    if (!kerberos && !values.containsKey(MECHANISM)) {
      problem(MECHANISM, null, "required, expected PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or another");
    }
  }

  /** Its own messages may hold parts of the password. */
  private static boolean isWellFormed(String login) {
    try {
      return !JaasContext.loadClientContext(Map.of("sasl.jaas.config", new Password(login)))
          .configurationEntries()
          .isEmpty();
    } catch (RuntimeException malformed) {
      return false;
    }
  }

  private void checkStores(String prefix) {
    STORES.stream().sorted().forEach(store -> checkStore(prefix + "ssl." + store + "."));
  }

  private void checkStore(String prefix) {
    String location = prefix + "location";
    if (!values.containsKey(location)) {
      return;
    }
    String type = text(prefix + "type", "JKS");
    try (InputStream in = Files.newInputStream(Path.of(text(location, "")))) {
      if (!type.equalsIgnoreCase("PEM")) {
        open(in, type, prefix);
      }
    } catch (IOException | InvalidPathException unreadable) {
      wrong(location, "a file that can be read (" + unreadable.getClass().getSimpleName() + ")");
    }
  }

  private void open(InputStream in, String type, String prefix) {
    String password = text(prefix + "password", "");
    try {
      KeyStore.getInstance(type).load(in, password.isEmpty() ? null : password.toCharArray());
    } catch (IOException unusable) {
      if (unusable.getCause() instanceof UnrecoverableKeyException) {
        problem(
            prefix + "password",
            values.containsKey(prefix + "password") ? Secrets.MASK : null,
            "expected the password of " + text(prefix + "location", ""));
      } else {
        wrong(prefix + "location", "a store of type " + type);
      }
    } catch (GeneralSecurityException unusable) {
      wrong(prefix + "type", "PKCS12, JKS or PEM");
    }
  }

  private String text(String key, String fallback) {
    Settings.Value value = values.get(key);
    return value == null ? fallback : value.text();
  }

  private void wrong(String key, String expected) {
    problem(key, Secrets.mask(key, text(key, "")), "expected " + expected);
  }

  private void problem(String key, @Nullable String shown, String message) {
    Settings.Value value = values.get(key);
    problems.add(new ConfigProblem(key, shown, message, value == null ? "" : value.origin()));
  }
}
