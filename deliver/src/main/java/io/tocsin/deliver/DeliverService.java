package io.tocsin.deliver;

import io.tocsin.deliver.core.ReceiverSpec;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.http.HttpEndpoint;
import io.tocsin.runtime.http.Pages;
import io.tocsin.runtime.kafka.KafkaTrouble;
import io.tocsin.runtime.kafka.Rights;
import io.tocsin.runtime.service.Lifetime;
import io.tocsin.runtime.service.ProcessMeters;
import io.tocsin.runtime.service.Running;
import io.tocsin.runtime.service.ServiceFailure;
import io.tocsin.runtime.topics.ClusterAdmin;
import io.tocsin.runtime.topics.RightsCheck;
import io.tocsin.runtime.topics.TopicProvisioning;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.Topics;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivery as a whole, from its start to its end: a {@link DeliveryLoop} for each receiver. It
 * outlives outages of brokers, registry and receivers, and says so; a right that is taken away ends
 * it, as it ends the services.
 */
public final class DeliverService implements Running {
  /** What the command, the meters and the broker's logs call it. */
  public static final String NAME = "deliver";

  private static final Logger log = LoggerFactory.getLogger(DeliverService.class);

  private final Lifetime lifetime = new Lifetime(NAME);
  private final ServiceConfig config;
  private final List<DeliveryLoop> loops = new ArrayList<>();
  private final URI health;

  private DeliverService(
      ServiceConfig config,
      List<ReceiverSpec> receivers,
      Vault vault,
      Topics topics,
      Rights rights) {
    this.config = config;
    KafkaTrouble trouble = new KafkaTrouble(config, rights, "");
    try {
      ProcessMeters meters = lifetime.owning(new ProcessMeters(NAME, config.namespace()));
      DeliveryLoops made = new DeliveryLoops(config, topics, meters.registry(), vault);
      made.shared().forEach(lifetime::owning);
      for (ReceiverSpec receiver : receivers) {
        loops.add(
            lifetime.owning(
                made.loop(
                    receiver,
                    failed ->
                        lifetime.fail(trouble, receiver.name() + " cannot be served", failed))));
      }
      HttpEndpoint endpoint =
          lifetime.owning(
              HttpEndpoint.start(
                  config.http().host(),
                  config.http().port(),
                  pages(receivers, meters),
                  meters.registry()));
      health = endpoint.address();
      loops.forEach(DeliveryLoop::start);
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /**
   * Starts it.
   *
   * @param environment variables by name, which the list of receivers may refer to
   * @throws io.tocsin.runtime.config.InvalidConfigException if the list of receivers, or what it
   *     refers to, cannot be used
   * @throws io.tocsin.runtime.topics.BrokerUnreachableException if no broker answers in time
   * @throws io.tocsin.runtime.kafka.ClusterRefusedException if {@link Party#DELIVER}'s rights are
   *     missing
   * @throws io.tocsin.runtime.topics.TopicsUnusableException if there is no topic for dead letters
   *     or for what is withheld
   * @throws io.tocsin.runtime.http.PortUnavailableException if a port is not free
   */
  public static DeliverService start(ServiceConfig config, Map<String, String> environment) {
    List<ReceiverSpec> receivers =
        ReceiversFile.readGood(
            config.find(DeliverSettings.RECEIVERS).orElseThrow(ReceiversFile::missing));
    Vault vault = Vault.open(receivers, environment);
    Topics topics = DeliveryLoops.topics(config);
    AccessRights needed = new AccessRights(topics, Party.DELIVER);
    Rights rights = new Rights(needed.onTopics());
    ClusterAdmin.ask(
        config,
        rights,
        NAME,
        admin -> {
          RightsCheck.require(admin, needed.byResource(), needed.onTopics().keySet());
          return rights;
        });
    TopicProvisioning.ensure(
        Stream.of(topics.deadLetters(NAME), topics.withheldEvents())
            .map(topic -> topic.toNewTopic(config.topics().replication()))
            .toList(),
        rights,
        config);
    DeliverService service = new DeliverService(config, receivers, vault, topics, rights);
    log.atInfo()
        .addKeyValue("service", NAME)
        .addKeyValue("namespace", config.namespace())
        .addKeyValue("receivers", receivers.size())
        .addKeyValue("http", service.healthAddress())
        .log("started");
    return service;
  }

  private Pages pages(List<ReceiverSpec> receivers, ProcessMeters meters) {
    String flow =
        receivers.stream()
            .map(
                one ->
                    "%s.alerts -> %s (%s)%n"
                        .formatted(config.namespace(), one.name(), one.address()))
            .collect(Collectors.joining());
    return new Pages(
        () -> new Health(List.of(lifetime.check("receivers", "being served"))),
        this::readiness,
        () -> meters.scrape(readiness()),
        () -> flow,
        config.settings()::masked);
  }

  /** A receiver that does not take its events is its own concern, so it only degrades. */
  private Health readiness() {
    List<Health.Check> checks = new ArrayList<>();
    boolean connected = loops.stream().anyMatch(DeliveryLoop::isConnected);
    boolean assigned = loops.stream().allMatch(DeliveryLoop::isAssigned);
    checks.add(lifetime.check("delivery", "being served"));
    checks.add(new Health.Check("brokers", connected, connected ? "connected" : "no connection"));
    checks.add(
        new Health.Check("groups", assigned, assigned ? "joined" : "waiting for partitions"));
    loops.forEach(loop -> checks.add(loop.health()));
    return new Health(checks);
  }

  /** Where health and metrics are served. */
  public URI healthAddress() {
    return health;
  }

  @Override
  public CompletionStage<ServiceFailure> failure() {
    return lifetime.failure();
  }

  /** All at once are asked to end, so that it takes no longer than one of them. */
  @Override
  public void close() {
    loops.forEach(DeliveryLoop::end);
    lifetime.close();
  }
}
