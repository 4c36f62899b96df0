package io.tocsin.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.AlertsApp;
import io.tocsin.alerts.RulesTopic;
import io.tocsin.alerts.core.rules.RuleFile;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.dashboard.DashboardService;
import io.tocsin.dashboard.DashboardSettings;
import io.tocsin.deliver.DeliverService;
import io.tocsin.deliver.DeliverSettings;
import io.tocsin.enrich.EnrichApp;
import io.tocsin.ingest.IngestApp;
import io.tocsin.ingest.core.Reading;
import io.tocsin.ingest.door.DoorPost;
import io.tocsin.ingest.door.RawTopic;
import io.tocsin.operations.DeadLettersMain;
import io.tocsin.operations.ResetMain;
import io.tocsin.operations.SchemasMain;
import io.tocsin.operations.SilencesMain;
import io.tocsin.operations.StatusMain;
import io.tocsin.operations.probe.ProbeService;
import io.tocsin.operations.probe.ProbeSettings;
import io.tocsin.replay.Replay;
import io.tocsin.replay.ReplayListener;
import io.tocsin.replay.ReplayRequest;
import io.tocsin.replay.command.DiffCommand;
import io.tocsin.replay.command.ReplayCommand;
import io.tocsin.replay.core.AsOf;
import io.tocsin.replay.core.History;
import io.tocsin.replay.core.RecordedPost;
import io.tocsin.replay.core.TimeRange;
import io.tocsin.runtime.config.ServiceConfig;
import io.tocsin.runtime.config.ServiceConfigBuilder;
import io.tocsin.runtime.deadletters.DeadLetters;
import io.tocsin.runtime.deadletters.Reason;
import io.tocsin.runtime.deadletters.Source;
import io.tocsin.runtime.service.RunningService;
import io.tocsin.runtime.service.ServiceDefinition;
import io.tocsin.runtime.service.ServiceFailure;
import io.tocsin.runtime.service.ServiceShell;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.runtime.topics.TopicProvisioning;
import io.tocsin.schemas.AccessRights;
import io.tocsin.schemas.AccessRights.Right;
import io.tocsin.schemas.AvroSerdes;
import io.tocsin.schemas.ClockMode;
import io.tocsin.schemas.Party;
import io.tocsin.schemas.TopicSpec;
import io.tocsin.schemas.Topics;
import io.tocsin.testkit.EnrichedPosts;
import io.tocsin.testkit.RawPosts;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The rights that the catalogue gives to each party are enough, and not one of them is too much:
 * with each taken away alone it does not work, and says which it lacks. Each case has a namespace
 * and a principal of its own, so that many run at once.
 */
@ExtendWith(SecuredCluster.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeastRightsIT {
  private static final int AT_ONCE = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Instant AT = Instant.parse("2022-02-11T00:00:00Z");
  private static final AtomicInteger NEXT = new AtomicInteger(1);
  private static final String RULES =
      """
      rules:
        - id: flight
          match: evacuate
          windows: [10m]
          falseAlarms: 1 per 7d
          minimum: {voices: 3, sources: 2}
      """;
  private static final Map<Party, ServiceDefinition> SERVICES =
      Map.of(
          Party.INGEST, IngestApp.DEFINITION,
          Party.ENRICH, EnrichApp.DEFINITION,
          Party.ALERTS, AlertsApp.DEFINITION);

  private static final Map<Party, Integer> STAGES =
      Map.of(Party.INGEST, 3, Party.ENRICH, 1, Party.ALERTS, 2);

  /** They make the topics themselves, or touch none. */
  private static final Set<Party> MAKERS =
      EnumSet.of(Party.TOPICS_CREATE, Party.REPLAY, Party.SCHEMAS);

  /** They look at the namespace as a whole. */
  private static final Set<Party> WHOLE =
      EnumSet.of(
          Party.TOPICS_CHECK,
          Party.STATUS,
          Party.RESET,
          Party.REPLAY_DELETE,
          Party.DEAD_LETTERS,
          Party.DEAD_LETTERS_REDRIVE);

  /** They look at what the services leave behind beside the catalogue. */
  private static final Set<Party> OFFSETS = EnumSet.of(Party.STATUS, Party.RESET);

  /** Their rights are looked at for each topic of the catalogue. */
  private static final Set<Party> BY_TOPIC =
      EnumSet.of(Party.TOPICS_CREATE, Party.TOPICS_CHECK, Party.REPLAY);

  /** They work in namespaces of replays. */
  private static final Set<Party> ON_REPLAYS =
      EnumSet.of(Party.REPLAY, Party.REPLAY_LIST, Party.REPLAY_DELETE);

  /** They read what a namespace has recorded, on one topic of it. */
  private static final Map<Party, Function<Topics, TopicSpec<?, ?>>> RECORDED =
      Map.of(
          Party.REPLAY_RAW, Topics::rawPosts,
          Party.REPLAY_ENRICHED, Topics::enrichedPosts,
          Party.DIFF_ALERTS, Topics::alerts,
          Party.REPLAY_LIST, Topics::rawPosts);

  /** Where the dashboard shows what it may read beside the alerts. */
  private static final List<String> BESIDE_ALERTS =
      List.of("/api/counts?rule=any", "/api/sources", "/api/dead-letters", "/api/silences");

  /** That deliver has a dead letter. */
  private static final Pattern UNREADABLE =
      Pattern.compile("(?m)^tocsin_deliver_dead_lettered_total\\{[^}]*\"unreadable\"[^}]*} 1");

  /** That the probe has lost a post. */
  private static final Pattern LOST =
      Pattern.compile("(?m)^tocsin_probe_lost_total\\{[^}]*} [1-9]");

  @TempDir private Path files;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final List<Case> cases = new ArrayList<>();
  private SecuredCluster cluster;
  private Map<Case, Future<Optional<Throwable>>> outcomes = Map.of();

  /** A party that lacks one right, or none. */
  private record Case(Topics topics, Party party, Optional<Right> lacking) {
    String name() {
      return topics.namespace();
    }

    List<AclBinding> bindings() {
      return new AccessRights(topics, party)
          .all().stream()
              .filter(right -> lacking.filter(right::equals).isEmpty())
              .map(right -> right.binding("User:" + name()))
              .toList();
    }

    @Override
    public String toString() {
      return party.label()
          + lacking
              .map(
                  right ->
                      " without "
                          + AccessRights.word(right.operation())
                          + " on "
                          + right.resource().resourceType()
                          + " "
                          + right.resource().name())
              .orElse(" with all its rights");
    }
  }

  @BeforeAll
  void startAll(SecuredCluster shared) throws Exception {
    cluster = shared;
    Stream.of(Party.values()).forEach(this::addCases);
    cluster.create(cases.stream().flatMap(LeastRightsIT::topicsBefore).toList());
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.plain()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (Case each : cases) {
        if (OFFSETS.contains(each.party())) {
          work(each, producer);
        }
        record(each, producer);
        if (each.party() == Party.DEAD_LETTERS || each.party() == Party.DEAD_LETTERS_REDRIVE) {
          producer.send(letter(each.topics())).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
      }
    }
    cluster.allow(cases.stream().flatMap(each -> each.bindings().stream()).toList());
    outcomes =
        cases.stream()
            .collect(Collectors.toMap(each -> each, each -> threads.submit(() -> outcome(each))));
  }

  @AfterAll
  void stopAll() {
    threads.shutdownNow();
  }

  private void addCases(Party party) {
    cases.add(new Case(catalogue(party), party, Optional.empty()));
    List<Right> rights = new AccessRights(catalogue(party), party).all();
    for (int i = 0; i < rights.size(); i++) {
      Topics topics = catalogue(party);
      Right right = new AccessRights(topics, party).all().get(i);
      if (party == Party.REPLAY || !isOfEveryReplay(topics, right)) {
        cases.add(new Case(topics, party, Optional.of(right)));
      }
    }
  }

  /** What a replay needs in its own namespace is seen without a source on the cluster. */
  private static boolean isOfEveryReplay(Topics topics, Right right) {
    return new AccessRights(topics, Party.REPLAY).all().contains(right);
  }

  private static Topics catalogue(Party party) {
    boolean replay = ON_REPLAYS.contains(party);
    return Topics.of(
        (replay ? AccessRights.REPLAY_PREFIX : "") + "rights" + NEXT.getAndIncrement(),
        replay ? ClockMode.EVENT : ClockMode.LIVE,
        1,
        AvroSerdes.inMemory());
  }

  /** Topics that the party of the namespace does not touch need not exist. */
  private static Stream<NewTopic> topicsBefore(Case each) {
    if (MAKERS.contains(each.party())) {
      return Stream.empty();
    }
    Optional<String> recorded =
        Optional.ofNullable(RECORDED.get(each.party()))
            .map(topic -> topic.apply(each.topics()).name());
    Stream<NewTopic> catalogue =
        each.topics().all().stream()
            .filter(
                topic ->
                    WHOLE.contains(each.party())
                        || recorded.filter(topic.name()::equals).isPresent()
                        || topic.access().readers().contains(each.party())
                        || topic.access().writers().contains(each.party()))
            .map(topic -> topic.toNewTopic((short) 1));
    return OFFSETS.contains(each.party())
        ? Stream.concat(
            catalogue, internalTopics(each).map(name -> new NewTopic(name, 1, (short) 1)))
        : catalogue;
  }

  private static Stream<String> internalTopics(Case each) {
    return Stream.of("ingest", "alerts")
        .map(service -> each.name() + "-" + service + "-by-key-repartition");
  }

  /** The services have worked there: something lies on each topic, and groups have read. */
  private void work(Case each, Producer<byte[], byte[]> producer) throws Exception {
    for (TopicSpec<?, ?> topic : each.topics().all()) {
      producer
          .send(new ProducerRecord<>(topic.name(), new byte[] {1}, new byte[] {2}))
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    Stream.of("ingest", "enrich", "alerts")
        .forEach(
            service -> {
              TopicPartition any = new TopicPartition(each.topics().rawPosts().name(), 0);
              SecuredCluster.get(
                  cluster
                      .admin()
                      .alterConsumerGroupOffsets(
                          each.name() + "-" + service, Map.of(any, new OffsetAndMetadata(0)))
                      .all());
            });
  }

  /** What there is to be replayed. */
  private void record(Case each, Producer<byte[], byte[]> producer) throws Exception {
    Topics topics =
        Topics.of(each.name(), ClockMode.LIVE, 1, AvroSerdes.connect(cluster.registry(), Map.of()));
    TopicSpec<String, EnrichedPost> enriched = topics.enrichedPosts();
    byte[] post =
        switch (each.party()) {
          case REPLAY_RAW -> RawPosts.rawPost().json().getBytes(StandardCharsets.UTF_8);
          case REPLAY_ENRICHED ->
              enriched
                  .valueSerde()
                  .serializer()
                  .serialize(enriched.name(), EnrichedPosts.enrichedPost().seenAt(AT).build());
          default -> new byte[0];
        };
    if (post.length > 0) {
      String topic = RECORDED.get(each.party()).apply(topics).name();
      producer
          .send(new ProducerRecord<>(topic, new byte[] {1}, post))
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static ProducerRecord<byte[], byte[]> letter(Topics topics) {
    return new DeadLetters("ingest", 1_000)
        .letter(
            new byte[] {1},
            new byte[] {2},
            new RecordHeaders(),
            new Source(topics.rawPosts().name(), 0, 0, AT.toEpochMilli()),
            new Reason("no-text", "title and body are empty"),
            Instant.now())
        .toProducerRecord(topics.deadLetters("ingest").name());
  }

  @TestFactory
  Stream<DynamicTest> shouldBeEnoughAndNotOneTooMany() {
    return cases.stream().map(each -> DynamicTest.dynamicTest(each.toString(), () -> check(each)));
  }

  private void check(Case each) throws Exception {
    Optional<Throwable> outcome =
        outcomes.get(each).get(10 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (each.lacking().isEmpty()) {
      assertThat(outcome).isEmpty();
      return;
    }
    assertThat(outcome).as("it works without the right").isPresent();
    if (isOurs(each.party())) {
      Right right = each.lacking().get();
      assertThat(outcome.get().getMessage().lines().filter(line -> line.contains(" needs ")))
          .as("it lacks one right and no other")
          .allSatisfy(line -> assertThat(line).contains(AccessRights.word(right.operation())))
          .hasSize(
              BY_TOPIC.contains(each.party())
                      && right.resource().resourceType() == ResourceType.TOPIC
                  ? each.topics().all().size()
                  : 1);
      assertThat(outcome.get().getMessage())
          .contains("User:" + each.name())
          .contains(AccessRights.word(right.operation()))
          .contains(right.resource().name());
    }
  }

  private static boolean isOurs(Party party) {
    return party != Party.POSTER && party != Party.SUBSCRIBER && party != Party.MONITOR;
  }

  /** Lets the party do its work; what it fails with. */
  private Optional<Throwable> outcome(Case each) {
    try {
      switch (each.party()) {
        case INGEST, ENRICH, ALERTS -> serve(each);
        case POSTER -> post(each);
        case DOOR -> send(each);
        case SUBSCRIBER -> subscribe(each);
        case DASHBOARD -> show(each);
        case DELIVER -> deliver(each);
        case PROBE -> probe(each);
        case MONITOR ->
            each.topics().all().stream()
                .filter(topic -> topic.access().readers().contains(Party.MONITOR))
                .forEach(topic -> read(each, topic.name()));
        case RULES_APPLY ->
            new RulesTopic(config(each, AlertsApp.DEFINITION))
                .apply(
                    RuleFile.read(RULES.getBytes(StandardCharsets.UTF_8)).rules(),
                    InstantSource.fixed(AT));
        case RULES_LIST -> new RulesTopic(config(each, AlertsApp.DEFINITION)).read();
        case TOPICS_CREATE -> {
          TopicProvisioning.create(newTopics(each), config(each, IngestApp.DEFINITION));
          TopicProvisioning.check(newTopics(each), config(each, IngestApp.DEFINITION));
        }
        case TOPICS_CHECK ->
            TopicProvisioning.check(newTopics(each), config(each, IngestApp.DEFINITION));
        case REPLAY -> replay(each);
        case REPLAY_RAW -> replay(each, "topic:raw");
        case REPLAY_ENRICHED -> replay(each, "topic:enriched");
        case REPLAY_LIST ->
            assertThat(run(each, ReplayCommand.commandLine(), "list")).contains(replayOf(each));
        case REPLAY_DELETE ->
            assertThat(run(each, ReplayCommand.commandLine(), "delete", replayOf(each), "--yes"))
                .contains("deleted topic " + each.topics().alerts().name());
        case DIFF_ALERTS -> diff(each);
        case SCHEMAS -> {
          run(each, SchemasMain.command(), "register");
          run(each, SchemasMain.command(), "check");
        }
        case STATUS -> run(each, StatusMain.command());
        case SILENCES ->
            assertThat(run(each, SilencesMain.command(), "add", "--rule", "any", "--for", "1h"))
                .hasSizeGreaterThan(30);
        case SILENCES_LIST ->
            assertThat(run(each, SilencesMain.command(), "list")).contains("no silences");
        case DEAD_LETTERS ->
            assertThat(run(each, DeadLettersMain.command(), "list")).contains("1 dead letters");
        case DEAD_LETTERS_REDRIVE ->
            assertThat(run(each, DeadLettersMain.command(), "redrive", "--yes"))
                .contains("sent back 1");
        case RESET -> {
          reset(each, "all");
          reset(each, "alerts");
        }
      }
      return Optional.empty();
    } catch (RuntimeException failed) {
      return Optional.of(failed);
    }
  }

  private static List<NewTopic> newTopics(Case each) {
    return each.topics().all().stream().map(topic -> topic.toNewTopic((short) 1)).toList();
  }

  private ServiceConfig config(Case each, ServiceDefinition definition) {
    ServiceConfigBuilder builder = ServiceShell.config(definition);
    settings(each).forEach(builder::set);
    return builder.set("tocsin.topics.provision", "false").build();
  }

  private Map<String, String> settings(Case each) {
    Map<String, String> settings = new TreeMap<>(cluster.plainLogin(each.name()));
    settings.put("tocsin.namespace", each.name());
    settings.put("tocsin.registry.url", cluster.registry());
    settings.put("tocsin.topics.partitions", "1");
    settings.put("tocsin.state-dir", cluster.stateDir(each.name()).toString());
    settings.put("tocsin.startup-timeout", "30s");
    settings.put("tocsin.streams.repartition.purge.interval.ms", "100");
    return settings;
  }

  /** A command of operations; what it says when the cluster refuses it. */
  private String run(Case each, CommandLine command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    settings(each).forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        command
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(all.toArray(String[]::new));
    if (exitCode > 1) {
      assertThat(out).as("what it did before it was refused").hasToString("");
      throw new IllegalStateException(err.toString());
    }
    return out.toString();
  }

  private void reset(Case each, String target) {
    InputStream nobody = InputStream.nullInputStream();
    String said = run(each, ResetMain.command(nobody), target, "--yes", "--from", "latest");
    assertThat(said).endsWith("done\n");
  }

  private static String replayOf(Case each) {
    return each.name().substring(AccessRights.REPLAY_PREFIX.length());
  }

  private void replay(Case each, String source) {
    CommandLine command = ReplayCommand.commandLine();
    String said =
        run(each, command, source, "--of", each.name(), "--name", each.name(), "--rules", rules());
    assertThat(said).startsWith("1 posts");
  }

  private void diff(Case each) {
    String post =
        "{\"source\":\"gazette\",\"id\":\"1\",\"seenAt\":\"%s\",\"title\":\"Rain\"}\n"
            .formatted(AT);
    List<String> line = new ArrayList<>(List.of("--rules", rules(), "--no-entities"));
    line.addAll(List.of("--posts", file("posts.jsonl", post)));
    line.addAll(List.of("--alerts", "topic:alerts", "--of", each.name()));
    assertThat(run(each, DiffCommand.commandLine(), line.toArray(String[]::new)))
        .contains("0 alerts are the same");
  }

  private String rules() {
    return file("rules.yaml", RULES);
  }

  /** Several cases read it, so it is put in its place as a whole. */
  private String file(String name, String text) {
    Path file = files.resolve(name);
    try {
      Path own = Files.writeString(Files.createTempFile(files, name, ".part"), text);
      return Files.move(own, file, StandardCopyOption.ATOMIC_MOVE).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Two posts through all three services of a namespace of its own. */
  private void replay(Case each) {
    List<RecordedPost> posts =
        IntStream.of(0, 1)
            .mapToObj(i -> RecordedPost.post("gazette", "p" + i).seenAt(AT.plusSeconds(i)).build())
            .toList();
    ReplayRequest request =
        ReplayRequest.of(
                replayOf(each),
                History.of(posts, AsOf.SEEN, TimeRange.ALL),
                RuleFile.read(RULES.getBytes(StandardCharsets.UTF_8)).rules(),
                cluster.stateDir(each.name()),
                settings(each))
            .inPartitions(1);
    Replay.run(request, ReplayListener.SILENT);
  }

  /** A service works when its signs of life are on the status topic and it has not ended since. */
  private void serve(Case each) {
    ServiceDefinition definition = SERVICES.get(each.party());
    feed(each);
    ServiceConfig config = config(each, definition);
    try (RunningService service = ServiceShell.start(definition.app().apply(config), config)) {
      int stages = STAGES.getOrDefault(each.party(), 0);
      boolean lacking = each.lacking().isPresent();
      Awaitility.await(each.toString())
          .atMost(PATIENCE)
          .until(
              () ->
                  service.failure().toCompletableFuture().isDone()
                      || (!lacking && signsOfLife(each) >= stages));
      if (service.failure().toCompletableFuture().isDone()) {
        throw service.failure().toCompletableFuture().join();
      }
    } catch (ConditionTimeoutException worksOn) {
      if (each.lacking().isEmpty()) {
        throw worksOn;
      }
    }
  }

  /** What the stage before has to say: a watermark. Ingest makes its own. */
  private void feed(Case each) {
    if (each.party() == Party.INGEST) {
      return;
    }
    TopicSpec<?, ?> input =
        each.party() == Party.ENRICH ? each.topics().posts() : each.topics().enrichedPosts();
    Watermark watermark = new Watermark(0, 1, AT.toEpochMilli());
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            input.name(),
            0,
            AT.toEpochMilli(),
            watermark.key().getBytes(StandardCharsets.UTF_8),
            (byte[]) null);
    watermark.writeTo(record.headers());
    send(Map.of("bootstrap.servers", cluster.plain()), record);
  }

  private long signsOfLife(Case each) {
    return stages(Map.of("bootstrap.servers", cluster.plain()), each.topics().status().name());
  }

  private static long stages(Map<String, Object> client, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      Set<String> keys = new HashSet<>();
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
      }
      return keys.size();
    }
  }

  private Map<String, Object> client(Case each) {
    return new HashMap<>(SecuredCluster.client(cluster.plainLogin(each.name())));
  }

  private void post(Case each) {
    send(
        client(each),
        new ProducerRecord<>(each.topics().rawPosts().name(), new byte[] {1}, new byte[] {2}));
  }

  private void send(Case each) {
    byte[] json = RawPosts.rawPost().jsonBytes();
    if (!(DoorPost.read(json) instanceof Reading.Accepted<DoorPost> post)) {
      throw new AssertionError("not taken");
    }
    try (RawTopic raw = RawTopic.open(config(each, IngestApp.DEFINITION), "door")) {
      assertThat(raw.send(post.value()).join().partition()).isZero();
    }
  }

  private static void send(Map<String, Object> client, ProducerRecord<byte[], byte[]> record) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("max.block.ms", 20_000);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void show(Case each) {
    ServiceConfigBuilder builder = ServiceConfig.builder(DashboardSettings.KEYS);
    settings(each).forEach(builder::set);
    builder.set("tocsin.dashboard.port", "0");
    try (DashboardService dashboard = DashboardService.start(builder.build())) {
      Awaitility.await().atMost(PATIENCE).until(() -> isReady(dashboard.address()));
      for (String path : BESIDE_ALERTS) {
        checkReadable(dashboard.address().resolve(path));
      }
    }
  }

  /** What stands beside the alerts may be missing; then the answer says so. */
  private static void checkReadable(URI address) {
    String answer =
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> answer(address), text -> !text.contains("\"state\":\"reading\""));
    if (answer.contains("\"state\":\"unreadable\"")) {
      throw new IllegalStateException(answer);
    }
  }

  private static String answer(URI address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** What cannot be read becomes a dead letter, so that every right is needed. */
  private void deliver(Case each) {
    send(
        Map.of("bootstrap.servers", cluster.plain()),
        new ProducerRecord<>(each.topics().alerts().name(), new byte[] {1}, new byte[] {2}));
    Path list = receivers();
    ServiceConfigBuilder builder = ServiceConfig.builder(DeliverSettings.KEYS);
    settings(each).forEach(builder::set);
    builder.set("tocsin.deliver.receivers", list.toString());
    Map<String, String> environment = Map.of("S", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    try (DeliverService deliver = DeliverService.start(builder.build(), environment)) {
      URI metrics = deliver.healthAddress().resolve("/metrics");
      Awaitility.await().atMost(PATIENCE).until(() -> UNREADABLE.matcher(text(metrics)).find());
    }
  }

  /** Nobody enriches its posts: when it has lost one it has written, and read until then. */
  private void probe(Case each) {
    ServiceConfigBuilder builder = ServiceConfig.builder(ProbeSettings.KEYS);
    settings(each).forEach(builder::set);
    builder.set("tocsin.probe.interval", "1s").set("tocsin.probe.timeout", "1s");
    try (ProbeService probe = ProbeService.start(builder.build())) {
      URI metrics = probe.healthAddress().resolve("/metrics");
      CompletableFuture<ServiceFailure> failure = probe.failure().toCompletableFuture();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () ->
                  failure.isDone()
                      || (LOST.matcher(text(metrics)).find()
                          && records(each.topics().rawPosts().name()) > 0));
      if (failure.isDone()) {
        throw failure.join();
      }
    }
  }

  private long records(String topic) {
    TopicPartition first = new TopicPartition(topic, 0);
    return SecuredCluster.get(
            cluster.admin().listOffsets(Map.of(first, OffsetSpec.latest())).partitionResult(first))
        .offset();
  }

  private static Path receivers() {
    try {
      Path list = Files.createTempFile("receivers", ".yaml");
      list.toFile().deleteOnExit();
      return Files.writeString(
          list,
          "receivers: [{name: desk, from: beginning,"
              + " webhook: {url: 'http://127.0.0.1:1/', secret: env:S}}]");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String text(URI address) throws IOException {
    try (InputStream in = address.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean isReady(URI address) throws IOException {
    HttpURLConnection health =
        (HttpURLConnection) address.resolve("/api/health").toURL().openConnection();
    try {
      return health.getResponseCode() == 200;
    } finally {
      health.disconnect();
    }
  }

  private void subscribe(Case each) {
    each.topics().all().stream()
        .filter(topic -> topic.access().readers().contains(Party.SUBSCRIBER))
        .forEach(topic -> read(each, topic.name()));
    Map<String, Object> settings = client(each);
    settings.put("group.id", each.name() + "-subscriber-desk");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(each.topics().alerts().name()));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100));
                return !consumer.assignment().isEmpty();
              });
      consumer.commitSync();
    }
  }

  private void read(Case each, String topic) {
    Map<String, Object> settings = client(each);
    settings.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      consumer.position(partition);
      consumer.poll(Duration.ofMillis(500));
    }
  }
}
