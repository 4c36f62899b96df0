package io.tocsin.runtime.topics;

import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ShellKeys;
import io.tocsin.runtime.kafka.Bootstrap;
import io.tocsin.runtime.kafka.Causes;
import io.tocsin.runtime.kafka.ClusterRefusedException;
import io.tocsin.runtime.kafka.KafkaTrouble;
import io.tocsin.runtime.kafka.Rights;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the cluster that must be answered before {@link ServiceConfig#startupTimeout()} is
 * over; a cluster that does not answer is reported by the name of its setting.
 */
public final class ClusterAdmin {

  /**
   * Without a limit Kafka's client may never come back from closing, where something takes
   * connections and says nothing.
   */
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final Admin admin;
  private final ServiceConfig config;
  private final long deadline;

  private ClusterAdmin(Admin admin, ServiceConfig config, Duration timeout) {
    this.admin = admin;
    this.config = config;
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  /**
   * Connects, asks and closes.
   *
   * @param purpose what it is asked for, a part of the client's name in the broker's logs
   * @throws BrokerUnreachableException if no broker answers in time
   */
  public static <T> T ask(
      ServiceConfig config, String purpose, Function<ClusterAdmin, T> question) {
    return ask(config, Rights.unknown(), purpose, question);
  }

  /**
   * The same for a program that knows what it must be allowed on topics, so that a refusal says
   * what is missing.
   *
   * @throws ClusterRefusedException if the cluster refuses the login, the certificate or a right
   * @throws ConfigException if the settings do not make a client
   */
  public static <T> T ask(
      ServiceConfig config, Rights rights, String purpose, Function<ClusterAdmin, T> question) {
    Duration timeout = config.startupTimeout();
    new Bootstrap(config).forbids().ifPresent(why -> unusable(config, why));
    Admin admin = create(config, settings(config, purpose, timeout));
    try {
      return question.apply(new ClusterAdmin(admin, config, timeout));
    } catch (RetriableException outage) {
      throw unreachable(config, timeout, outage);
    } catch (KafkaException exception) {
      throw new KafkaTrouble(config, rights, "").explained(exception);
    } finally {
      admin.close(CLOSE_WITHIN);
    }
  }

  private static void unusable(ServiceConfig config, String why) {
    throw new BrokerUnreachableException(
        "%s: the cluster at \"%s\" cannot be used: %s"
            .formatted(ShellKeys.KAFKA + "security.protocol", config.bootstrapServers(), why),
        null);
  }

  private static Admin create(ServiceConfig config, Map<String, Object> settings) {
    try {
      return Admin.create(settings);
    } catch (KafkaException failed) {
      Throwable cause = Causes.innermost(failed);
      if (String.valueOf(cause.getMessage()).contains("No resolvable bootstrap")) {
        throw unreachable(config, Duration.ZERO, failed);
      }
      throw new ConfigException(
          ShellKeys.KAFKA + "*: " + cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }
  }

  private static BrokerUnreachableException unreachable(
      ServiceConfig config, Duration timeout, Exception cause) {
    return new BrokerUnreachableException(
        "%s: no broker answered at \"%s\" within %d s: %s"
            .formatted(
                ShellKeys.BOOTSTRAP_SERVERS.name(),
                config.bootstrapServers(),
                timeout.toSeconds(),
                new Bootstrap(config).findings()),
        cause);
  }

  private static Map<String, Object> settings(
      ServiceConfig config, String purpose, Duration timeout) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    int millis = (int) timeout.toMillis();
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, config.namespace() + "-" + purpose);
    return settings;
  }

  /** Kafka's client. */
  public Admin client() {
    return admin;
  }

  /** The configuration that it is connected by. */
  public ServiceConfig config() {
    return config;
  }

  /** Whether the time is over. */
  public boolean isOver() {
    return System.nanoTime() - deadline > 0;
  }

  /**
   * Waits for an answer until the time is over.
   *
   * @throws KafkaException what the answer failed with
   */
  public <T> T await(KafkaFuture<T> answer) {
    try {
      long left = Math.max(1, deadline - System.nanoTime());
      return answer.get(left, TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException unchecked
          ? unchecked
          : new KafkaException(failed.getCause());
    } catch (java.util.concurrent.TimeoutException late) {
      throw new TimeoutException(late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptException(interrupted);
    }
  }

  /** The same; null if it failed with {@code expected}. */
  public <T> @Nullable T await(KafkaFuture<T> answer, Class<? extends KafkaException> expected) {
    try {
      return await(answer);
    } catch (KafkaException failed) {
      if (expected.isInstance(failed)) {
        return null;
      }
      throw failed;
    }
  }
}
