package io.tocsin.runtime.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/**
 * As whom the settings of our Kafka clients log in, as far as they tell: the user name of SASL, or
 * the subject of the certificate. The broker may map it to another name.
 *
 * @param principal as in an ACL, for instance {@code User:ingest}
 * @param setting the key that decides it
 */
public record ClusterLogin(String principal, String setting) {
  private static final String PREFIX = "tocsin.kafka.";
  private static final String LOGIN = "sasl.jaas.config";
  private static final String KEY_STORE = "ssl.keystore.location";

  /** Of the settings that are given to every Kafka client. */
  public static ClusterLogin of(Map<String, String> kafka) {
    String protocol = kafka.getOrDefault("security.protocol", "PLAINTEXT").toUpperCase(Locale.ROOT);
    if (protocol.startsWith("SASL")) {
      return new ClusterLogin(user(kafka).orElse("the principal of the login"), PREFIX + LOGIN);
    }
    if (protocol.equals("SSL")) {
      return new ClusterLogin(subject(kafka).orElse("User:ANONYMOUS"), PREFIX + KEY_STORE);
    }
    return new ClusterLogin("User:ANONYMOUS", PREFIX + "security.protocol");
  }

  private static Optional<String> user(Map<String, String> kafka) {
    String login = kafka.get(LOGIN);
    if (login == null) {
      return Optional.empty();
    }
    try {
      List<AppConfigurationEntry> entries =
          JaasContext.loadClientContext(Map.of(LOGIN, new Password(login))).configurationEntries();
      return Optional.ofNullable(entries.get(0).getOptions().get("username"))
          .map(name -> "User:" + name);
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<String> subject(Map<String, String> kafka) {
    String location = kafka.get(KEY_STORE);
    if (location == null) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(Path.of(location))) {
      KeyStore store = KeyStore.getInstance(kafka.getOrDefault("ssl.keystore.type", "JKS"));
      store.load(in, kafka.getOrDefault("ssl.keystore.password", "").toCharArray());
      return Collections.list(store.aliases()).stream()
          .map(alias -> certificate(store, alias))
          .flatMap(Optional::stream)
          .findFirst();
    } catch (IOException | GeneralSecurityException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> certificate(KeyStore store, String alias) {
    try {
      return store.getCertificate(alias) instanceof X509Certificate certificate
          ? Optional.of("User:" + certificate.getSubjectX500Principal().getName())
          : Optional.empty();
    } catch (GeneralSecurityException unreadable) {
      return Optional.empty();
    }
  }
}
