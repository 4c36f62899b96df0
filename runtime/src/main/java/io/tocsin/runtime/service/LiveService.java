package io.tocsin.runtime.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.runtime.http.Health;
import io.tocsin.runtime.http.HttpEndpoint;
import io.tocsin.runtime.kafka.KafkaTrouble;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service from the beginning of its start to its end; owns all that must be given back. */
final class LiveService implements RunningService {
  private static final Logger log = LoggerFactory.getLogger(LiveService.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration BEFORE_NEXT_REBALANCE = Duration.ofMillis(500);

  private final StreamsApp app;
  private final ProcessMeters meters;
  private final StateDirSpace space;
  private final KafkaTrouble trouble;
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final CompletableFuture<ServiceFailure> failure = new CompletableFuture<>();
  private final AtomicReference<@Nullable ServiceFailure> first = new AtomicReference<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final StuckWatch progress = new StuckWatch();
  private final BrokerFaults faults = new BrokerFaults();
  private final Set<String> toldStuck = new HashSet<>();
  private volatile @Nullable KafkaStreams streams;
  private volatile @Nullable HttpEndpoint http;

  LiveService(StreamsApp app, ProcessMeters meters, KafkaTrouble trouble, StateDirSpace space) {
    this.app = app;
    this.trouble = trouble;
    this.meters = meters;
    this.space = space;
    owns(meters);
    owns(app::close);
  }

  /** Closes it with the service, in the reverse order of these calls. */
  void owns(AutoCloseable resource) {
    owned.push(resource);
  }

  void serves(HttpEndpoint endpoint) {
    http = endpoint;
    owns(endpoint);
  }

  /** Sees to it that the death of the topology is the failure of the service. */
  void watches(KafkaStreams client) {
    streams = client;
    client.setUncaughtExceptionHandler(
        exception -> {
          if (knowsTooLittle(exception) || canGoOn(exception)) {
            return StreamThreadExceptionResponse.REPLACE_THREAD;
          }
          fail(exception);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    client.setStateListener((now, before) -> stateChanged(now));
    owns(() -> client.close(leavingTheGroup()));
  }

  /**
   * A broker that has just started may not know all topics yet, and a rebalance then ends the
   * thread. It tries again after a pause; topics that are really gone end the service by {@link
   * TopicWatch}.
   */
  private boolean knowsTooLittle(Throwable exception) {
    if (!(exception instanceof MissingSourceTopicException)) {
      return false;
    }
    log.atWarn()
        .addKeyValue("service", app.name())
        .log("a rebalance did not find all topics, trying again: " + exception.getMessage());
    LockSupport.parkNanos(BEFORE_NEXT_REBALANCE.toNanos());
    return true;
  }

  /** A thread that begins anew goes on from what is committed. */
  private boolean canGoOn(Throwable exception) {
    if (!faults.bears(exception, System.nanoTime())) {
      return false;
    }
    log.atWarn()
        .addKeyValue("service", app.name())
        .setCause(exception)
        .log("a broker ended the transaction without need, trying again");
    LockSupport.parkNanos(BEFORE_NEXT_REBALANCE.toNanos());
    return true;
  }

  /** Otherwise the next instance would wait until the session of this one has timed out. */
  private static CloseOptions leavingTheGroup() {
    return CloseOptions.timeout(CLOSE_TIMEOUT)
        .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
  }

  private void stateChanged(State now) {
    log.atInfo().addKeyValue("service", app.name()).addKeyValue("state", now).log("state");
    boolean ended = now == State.ERROR || now == State.NOT_RUNNING;
    if (ended && !closing.get()) {
      complete(new ServiceFailure(ExitCode.BUG, "Kafka Streams ended by itself in state " + now));
    }
  }

  /** Ends the service by a failure; the first one counts. */
  void fail(Throwable exception) {
    ServiceFailure failed =
        trouble
            .explain(exception)
            .map(text -> new ServiceFailure(ExitCode.WORLD_BROKEN, text, exception))
            .or(() -> space.blamedFor(exception))
            .orElseGet(() -> ServiceFailure.of(exception));
    log.atError()
        .addKeyValue("service", app.name())
        .addKeyValue("exit", failed.exitCode().code())
        .setCause(exception)
        .log("the topology died: " + failed.getMessage());
    complete(failed);
  }

  /** The first failure counts; what is told of it is told by another thread than the stream's. */
  private void complete(ServiceFailure failed) {
    if (first.compareAndSet(null, failed)) {
      failure.completeAsync(() -> failed);
    }
  }

  /** A thread that has lost its partitions never gets them back, so a restart is what helps. */
  Health.Check liveness() {
    boolean dead = failure.isDone() || state() == State.ERROR || progress.isLost();
    return new Health.Check(
        "topology", !dead, progress.isLost() ? progress.check().detail() : state().name());
  }

  Health.Check readiness() {
    return failure.isDone()
        ? new Health.Check("streams", false, "it has failed")
        : new Health.Check("streams", state() == State.RUNNING, inWords(state()));
  }

  private static String inWords(State state) {
    return switch (state) {
      case RUNNING -> "RUNNING";
      case CREATED, REBALANCING ->
          "starting: " + state + ", partitions are assigned and local state is restored";
      default -> "ending: " + state;
    };
  }

  /** The check of whether work goes on, as of the last look. */
  Health.Check progress() {
    return progress.check();
  }

  /** Looks whether work goes on; where a thread has begun to hang, the log says in what. */
  void lookAtProgress() {
    KafkaStreams client = streams;
    progress.look(client == null ? Pulse.none() : Pulse.of(client), System.nanoTime());
    Set<String> stuck = progress.threads();
    toldStuck.retainAll(stuck);
    if (!toldStuck.containsAll(stuck)) {
      Thread.getAllStackTraces().forEach((thread, stack) -> tellWhere(stuck, thread, stack));
    }
  }

  private void tellWhere(Set<String> stuck, Thread thread, StackTraceElement... stack) {
    if (stuck.contains(thread.getName()) && toldStuck.add(thread.getName())) {
      IllegalStateException here = new IllegalStateException("the thread is here");
      here.setStackTrace(stack);
      log.atWarn()
          .addKeyValue("service", app.name())
          .addKeyValue("thread", thread.getName())
          .setCause(here)
          .log("a thread does not come back from its work");
    }
  }

  /** Whether any of its Kafka clients has a connection; when all brokers are gone none has. */
  Health.Check brokers() {
    KafkaStreams client = streams;
    long connections =
        client == null
            ? 0
            : client.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("connection-count"))
                .filter(metric -> notices(metric.metricName().tags().get("client-id")))
                .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
                .sum();
    return new Health.Check("brokers", connections > 0, connections + " connections");
  }

  /** A consumer that restores polls only when it has to, and so misses that its broker has gone. */
  private static boolean notices(@Nullable String clientId) {
    return clientId != null && !clientId.endsWith("restore-consumer");
  }

  @Override
  public String name() {
    return app.name();
  }

  @Override
  public State state() {
    KafkaStreams client = streams;
    return client == null ? State.CREATED : client.state();
  }

  @Override
  public URI httpAddress() {
    HttpEndpoint endpoint = http;
    if (endpoint == null) {
      throw new IllegalStateException("not serving yet");
    }
    return endpoint.address();
  }

  @Override
  public MeterRegistry meters() {
    return meters.registry();
  }

  @Override
  public CompletionStage<ServiceFailure> failure() {
    return failure.minimalCompletionStage();
  }

  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    while (!owned.isEmpty()) {
      closeQuietly(owned.pop());
    }
    log.atInfo().addKeyValue("service", app.name()).log("stopped");
  }

  private void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception exception) {
      log.atWarn().addKeyValue("service", app.name()).setCause(exception).log("could not close");
    }
  }
}
