package io.tocsin.deliver;

import io.tocsin.deliver.core.ReceiverSpec;
import io.tocsin.deliver.core.ReceiverSpec.Alertmanager;
import io.tocsin.deliver.core.ReceiverSpec.Webhook;
import io.tocsin.deliver.core.SecretSource;
import io.tocsin.deliver.core.WebhookSignature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** What the list of receivers only names, by receiver: secrets and certificates. */
final class Vault {
  private static final long MOST_BYTES = 1L << 20;

  private final Map<String, List<Key>> keys = new HashMap<>();
  private final Map<String, String> tokens = new HashMap<>();
  private final Map<String, SSLContext> trusts = new HashMap<>();

  private Vault() {}

  /**
   * Gets all of it.
   *
   * @param environment variables by name
   * @throws io.tocsin.runtime.config.InvalidConfigException with all that cannot be had; it tells
   *     no secret
   */
  static Vault open(List<ReceiverSpec> receivers, Map<String, String> environment) {
    Vault vault = new Vault();
    Opening opening = new Opening(vault, environment);
    receivers.forEach(opening::open);
    if (!opening.problems.isEmpty()) {
      throw ReceiversFile.invalid(opening.problems);
    }
    return vault;
  }

  /** The keys that a webhook's events are signed with. */
  List<Key> keys(ReceiverSpec receiver) {
    return keys.getOrDefault(receiver.name(), List.of());
  }

  /** The token that an Alertmanager is shown. */
  Optional<String> token(ReceiverSpec receiver) {
    return Optional.ofNullable(tokens.get(receiver.name()));
  }

  /** Whom its connections trust; null for whom the platform trusts. */
  @Nullable SSLContext trust(ReceiverSpec receiver) {
    return trusts.get(receiver.name());
  }

  /** Gets what is named, and notes what cannot be had. */
  private static final class Opening {
    private final Vault vault;
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    Opening(Vault vault, Map<String, String> environment) {
      this.vault = vault;
      this.environment = environment;
    }

    void open(ReceiverSpec receiver) {
      if (receiver.kind() instanceof Webhook webhook) {
        List<Key> found = new ArrayList<>();
        webhook.secrets().forEach(source -> key(receiver, source).ifPresent(found::add));
        vault.keys.put(receiver.name(), List.copyOf(found));
      }
      if (receiver.kind() instanceof Alertmanager alertmanager) {
        alertmanager
            .bearer()
            .flatMap(source -> token(receiver, source))
            .ifPresent(token -> vault.tokens.put(receiver.name(), token));
      }
      receiver
          .ca()
          .flatMap(file -> trust(receiver, file))
          .ifPresent(trust -> vault.trusts.put(receiver.name(), trust));
    }

    private Optional<Key> key(ReceiverSpec receiver, SecretSource source) {
      String what = "secret = " + source;
      Optional<String> text = text(receiver, what, source);
      Optional<Key> key = text.flatMap(WebhookSignature::key);
      if (text.isPresent() && key.isEmpty()) {
        problem(
            receiver,
            what,
            "24 to 64 bytes in Base64, such as those of \"openssl rand -base64 32\"");
      }
      return key;
    }

    private Optional<String> token(ReceiverSpec receiver, SecretSource source) {
      String what = "bearer = " + source;
      Optional<String> text = text(receiver, what, source);
      if (text.isPresent() && !text.get().matches("[\\x21-\\x7e]{1,4096}")) {
        problem(receiver, what, "1 to 4096 visible characters of ASCII");
        return Optional.empty();
      }
      return text;
    }

    private Optional<String> text(ReceiverSpec receiver, String what, SecretSource source) {
      if (source.kind() == SecretSource.Kind.ENV) {
        Optional<String> value =
            Optional.ofNullable(environment.get(source.where()))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
        if (value.isEmpty()) {
          problem(receiver, what, "a variable of the environment that is set");
        }
        return value;
      }
      try {
        Path file = Path.of(source.where());
        if (Files.size(file) <= MOST_BYTES) {
          return Optional.of(Files.readString(file).strip());
        }
        problem(receiver, what, "a file of at most 1 MiB");
      } catch (IOException unreadable) {
        problem(receiver, what, "a file of text that can be read");
      }
      return Optional.empty();
    }

    private Optional<SSLContext> trust(ReceiverSpec receiver, Path file) {
      try (InputStream pem = Files.newInputStream(file)) {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
          store.setCertificateEntry("ca-" + store.size(), one);
        }
        if (store.size() > 0) {
          return Optional.of(context(store));
        }
        problem(receiver, "ca = " + file, "a file with certificates in PEM");
      } catch (IOException | GeneralSecurityException unusable) {
        problem(receiver, "ca = " + file, "a file with certificates in PEM that can be read");
      }
      return Optional.empty();
    }

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    }

    private void problem(ReceiverSpec receiver, String what, String expected) {
      problems.add("receiver " + receiver.name() + ": " + what + ": expected " + expected);
    }
  }
}
