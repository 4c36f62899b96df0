package io.tocsin.runtime.kafka;

import io.tocsin.runtime.config.ServiceConfig;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.protocol.Errors;

/**
 * Tells what a cluster refused us, with the setting that decides it: logins, certificates, rights.
 */
public final class KafkaTrouble {
  private static final String PREFIX = "tocsin.kafka.";

  private final ServiceConfig config;
  private final Rights rights;
  private final String ownNames;

  /**
   * @param config of the program
   * @param rights what it needs on topics
   * @param ownNames what its own topics and transactional ids are called, or begin with if it ends
   *     in {@code *}; empty if it has none
   */
  public KafkaTrouble(ServiceConfig config, Rights rights, String ownNames) {
    this.config = config;
    this.rights = rights;
    this.ownNames = ownNames;
  }

  /** Whether a cluster refused something, anywhere in the chain of causes. */
  public static boolean isRefusal(Throwable exception) {
    return first(exception, KafkaTrouble::refusal).isPresent();
  }

  /** What happened and which setting decides it; empty if nothing was refused. */
  public Optional<String> explain(Throwable exception) {
    return first(exception, KafkaTrouble::refusal).map(this::text);
  }

  /** The exception explained if something was refused, or itself. */
  public RuntimeException explained(RuntimeException exception) {
    return explain(exception)
        .<RuntimeException>map(text -> new ClusterRefusedException(text, exception))
        .orElse(exception);
  }

  private static Optional<Throwable> refusal(Throwable cause) {
    return cause instanceof AuthenticationException
            || cause instanceof AuthorizationException
            || isRefusedCommit(cause)
        ? Optional.of(cause)
        : Optional.empty();
  }

  /** The producer makes a bare exception of it when offsets may not be committed any more. */
  private static boolean isRefusedCommit(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause.getClass() == KafkaException.class
        && message.contains("TxnOffsetCommit")
        && message.contains(Errors.TOPIC_AUTHORIZATION_FAILED.message());
  }

  private String text(Throwable refusal) {
    if (refusal instanceof TopicAuthorizationException onTopics) {
      return noRights(onTopics);
    }
    if (refusal instanceof GroupAuthorizationException group) {
      return noRight(AclOperation.READ, "group", String.valueOf(group.groupId()));
    }
    if (refusal instanceof TransactionalIdAuthorizationException) {
      return noRight(AclOperation.WRITE, "transactional id", ownNames);
    }
    if (refusal instanceof ClusterAuthorizationException) {
      return "no rights: %s has a right too few on the cluster: %s"
          .formatted(ClusterLogin.of(config.kafka()).principal(), refusal.getMessage());
    }
    if (refusal instanceof SslAuthenticationException) {
      return tls(Causes.innermost(refusal));
    }
    if (refusal instanceof AuthenticationException) {
      return login(refusal);
    }
    if (isRefusedCommit(refusal)) {
      return noRightToCommit();
    }
    return "no rights: " + refusal.getMessage();
  }

  private String noRights(TopicAuthorizationException refusal) {
    Set<String> topics = refusal.unauthorizedTopics();
    if (topics.isEmpty()) {
      return noRightOnOwn(String.valueOf(refusal.getMessage()));
    }
    return topics.stream()
        .sorted()
        .map(topic -> noRight(topic))
        .collect(Collectors.joining("\n  "));
  }

  private String noRight(String topic) {
    return rights.onTopics().containsKey(topic)
        ? "no rights: " + Rights.line(config, rights.on(topic), "topic", topic)
        : noRightOnOwn(topic);
  }

  /**
   * The topics of the catalogue were looked at before, so it is one of those between the stages.
   */
  private String noRightOnOwn(String detail) {
    if (ownNames.isEmpty()) {
      return "no rights: %s is refused on %s"
          .formatted(ClusterLogin.of(config.kafka()).principal(), detail);
    }
    Set<AclOperation> all =
        EnumSet.of(AclOperation.CREATE, AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE);
    return "no rights: " + Rights.line(config, all, "topic", ownNames) + " (" + detail + ")";
  }

  /** It is not said on which of the inputs. */
  private String noRightToCommit() {
    Set<AclOperation> read = Set.of(AclOperation.READ);
    Stream<String> inputs =
        rights.onTopics().entrySet().stream()
            .filter(entry -> entry.getValue().contains(AclOperation.READ))
            .map(Map.Entry::getKey);
    return Stream.concat(inputs, Stream.of(ownNames))
        .filter(name -> !name.isEmpty())
        .map(name -> Rights.line(config, read, "topic", name))
        .collect(Collectors.joining("\n  ", "no rights to commit, one of these:\n  ", ""));
  }

  private String noRight(AclOperation operation, String kind, String name) {
    return "no rights: " + Rights.line(config, Set.of(operation), kind, name);
  }

  private String login(Throwable refusal) {
    String mechanism = config.kafka().getOrDefault("sasl.mechanism", "GSSAPI");
    String setting =
        refusal instanceof UnsupportedSaslMechanismException
            ? PREFIX + "sasl.mechanism"
            : PREFIX + "sasl.jaas.config";
    return "%s: the cluster at \"%s\" refuses the login of %s by %s: %s"
        .formatted(
            setting,
            config.bootstrapServers(),
            ClusterLogin.of(config.kafka()).principal(),
            mechanism,
            refusal.getMessage());
  }

  private String tls(Throwable cause) {
    TlsTrouble trouble = TlsTrouble.of(cause);
    return "%s: no TLS connection to the cluster at \"%s\": %s (%s)"
        .formatted(
            PREFIX + trouble.setting("bootstrap.servers"),
            config.bootstrapServers(),
            trouble.text(),
            cause.getMessage());
  }

  private static Optional<Throwable> first(
      Throwable exception, Function<Throwable, Optional<Throwable>> test) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      Optional<Throwable> found = test.apply(cause);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
