package io.tocsin.enrich;

import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.enrich.core.Annotator;
import io.tocsin.enrich.core.StandardAnnotators;
import io.tocsin.enrich.core.territory.TerritoryPolicy;
import io.tocsin.runtime.config.Mode;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.kafka.Rights;
import io.tocsin.runtime.service.ServiceDefinition;
import io.tocsin.runtime.service.StreamsApp;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.Topology;

/** The enrich service as the shell sees it. */
public final class EnrichApp implements StreamsApp {

  /** Name of the service. */
  public static final String NAME = "enrich";

  /** What the command line needs to run it. */
  public static final ServiceDefinition DEFINITION =
      new ServiceDefinition(
          NAME,
          "Clean posts to enriched posts: language, entities, countries, tags, story signature.",
          EnrichSettings.KEYS,
          EnrichApp::new);

  private final Topics topics;
  private final short replication;
  private final TerritoryPolicy policy;
  private final AnnotatorHealth annotatorHealth = new AnnotatorHealth();
  private final Function<TerritoryPolicy, List<Annotator>> annotators;
  private final Supplier<Optional<String>> trouble;
  private EnrichMeters meters = EnrichMeters.unread();

  /** The service with a configuration; reads nothing from the network yet. */
  public EnrichApp(ServiceConfig config) {
    this(config, StandardAnnotators::under, StandardAnnotators::modelTrouble);
  }

  /** The service with other annotators, and what is wrong with the model of their tagger. */
  EnrichApp(
      ServiceConfig config,
      Function<TerritoryPolicy, List<Annotator>> annotators,
      Supplier<Optional<String>> trouble) {
    this.annotators = annotators;
    this.trouble = trouble;
    AvroSerdes serdes =
        AvroSerdes.connect(
            config.registryUrl().toString(), config.registry(), AvroSerdes.SERVICE_PATIENCE);
    ClockMode mode = config.mode() == Mode.LIVE ? ClockMode.LIVE : ClockMode.EVENT;
    topics = Topics.of(config.namespace(), mode, config.topics().partitions(), serdes);
    replication = config.topics().replication();
    policy = EnrichSettings.of(config).territories();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void bindMeters(MeterRegistry registry) {
    meters = new EnrichMeters(registry);
  }

  @Override
  public Rights rights() {
    return new Rights(new AccessRights(topics, Party.ENRICH).onTopics());
  }

  @Override
  public List<Health.Check> health() {
    Health.Check tagger =
        trouble
            .get()
            .map(why -> Health.Check.degraded("tagger", why))
            .orElseGet(() -> new Health.Check("tagger", true, "model read"));
    return List.of(
        tagger,
        annotatorHealth.check(),
        new Health.Check("territories", true, "policy " + policy.id()));
  }

  @Override
  public Topology topology() {
    return new EnrichTopology(
            topics, annotators.apply(policy), policy.id(), meters, annotatorHealth)
        .build();
  }

  @Override
  public List<NewTopic> topics() {
    return Stream.<TopicSpec<?, ?>>of(
            topics.posts(), topics.enrichedPosts(), topics.status(), topics.deadLetters(NAME))
        .map(topic -> topic.toNewTopic(replication))
        .toList();
  }
}
