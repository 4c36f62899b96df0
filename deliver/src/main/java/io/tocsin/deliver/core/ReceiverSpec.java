package io.tocsin.deliver.core;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A receiver as the list has it.
 *
 * @param name its name in groups, logs, metrics and dead letters
 * @param kind how it is spoken to
 * @param filter which events it gets
 * @param fromBeginning whether it gets what was there before it was listed
 * @param timeout of one attempt
 * @param giveUpAfter how long an event is tried before it becomes a dead letter
 * @param ca certificates in PEM that are trusted in the place of the platform's
 */
public record ReceiverSpec(
    String name,
    Kind kind,
    EventFilter filter,
    boolean fromBeginning,
    Duration timeout,
    Duration giveUpAfter,
    Optional<Path> ca) {

  /** How a receiver is spoken to. */
  public sealed interface Kind {
    /** Where it is. */
    List<URI> urls();
  }

  /**
   * Alertmanagers that are one cluster: each is told all.
   *
   * @param urls their addresses; below them is {@code /api/v2/alerts}
   * @param labels put on every alert
   * @param resolveTimeout after it an alert that is not told again is over
   * @param bearer a token for whatever stands before them
   */
  public record Alertmanager(
      List<URI> urls,
      Map<String, String> labels,
      Duration resolveTimeout,
      Optional<SecretSource> bearer)
      implements Kind {
    public Alertmanager {
      urls = List.copyOf(urls);
      labels = Map.copyOf(labels);
    }
  }

  /**
   * A webhook.
   *
   * @param url where events are posted
   * @param secrets each signs; several while one takes the place of another
   */
  public record Webhook(URI url, List<SecretSource> secrets) implements Kind {
    public Webhook {
      secrets = List.copyOf(secrets);
    }

    @Override
    public List<URI> urls() {
      return List.of(url);
    }
  }

  /** Where it is, without what may be secret: paths and queries of webhooks often are. */
  public String address() {
    return kind.urls().stream()
        .map(url -> url.getScheme() + "://" + url.getRawAuthority())
        .reduce((one, other) -> one + ", " + other)
        .orElse("");
  }
}
