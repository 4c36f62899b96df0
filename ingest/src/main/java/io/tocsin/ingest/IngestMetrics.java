package io.tocsin.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.ingest.core.CleanPost;
import io.tocsin.ingest.core.RejectReason;
import io.tocsin.ingest.core.Verdict.StaleReason;
import io.tocsin.ingest.core.sources.SourceOutput.Kind;
import io.tocsin.ingest.core.sources.SourceOutput.Report;
import io.tocsin.runtime.probe.ProbeRecords;
import io.tocsin.runtime.time.StageClocks;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** The counters of ingest and their names. */
public final class IngestMetrics {
  /** Sources with a tag of their own in each metric; all others are counted together. */
  static final int MOST_SOURCES = 100;

  private static final String UNKNOWN = "unknown";

  private final MeterRegistry meters;
  private final StageClocks clocks;
  private final SourceTags rejectedSources = new SourceTags(MOST_SOURCES);
  private final SourceGauges sources;
  private final Counter evicted;
  private final Counter ticksDropped;
  private final Map<Kind, Counter> happened = new EnumMap<>(Kind.class);
  private final Counter read;
  private final Counter probes;
  private final Counter late;
  private final Counter usable;
  private final Counter killed;
  private final Counter erased;
  private final Counter redelivered;
  private final Counter forgotten;
  private final Map<RejectReason, Counter> rejected = new EnumMap<>(RejectReason.class);
  private final Map<StaleReason, Counter> stale = new EnumMap<>(StaleReason.class);

  /** Counters in a registry; all of them exist from the beginning. */
  public IngestMetrics(MeterRegistry meters) {
    this.meters = meters;
    clocks = new StageClocks(meters, InstantSource.system());
    read =
        counter("tocsin.ingest.posts.accepted", "Raw posts that could be taken").register(meters);
    probes =
        counter("tocsin.ingest.posts.probes", "Raw posts of the end-to-end probe").register(meters);
    late = counter("tocsin.ingest.posts.late", "Raw posts below a watermark sent").register(meters);
    usable = effective("usable").register(meters);
    killed = effective("killed").register(meters);
    erased = effective("erased").register(meters);
    redelivered =
        counter("tocsin.ingest.revisions.redelivered", "The same content again").register(meters);
    forgotten =
        counter("tocsin.ingest.posts.forgotten", "Posts whose memory ended").register(meters);
    sources = new SourceGauges(meters, MOST_SOURCES);
    evicted =
        counter("tocsin.ingest.sources.evicted", "Sources forgotten because there are too many")
            .register(meters);
    ticksDropped =
        counter("tocsin.ingest.sources.dropped", "Minutes of sources that waited in excess")
            .register(meters);
    for (Kind kind : Kind.values()) {
      happened.put(
          kind,
          counter("tocsin.ingest.sources.events", "What happened to sources")
              .tag("type", kind.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
    for (RejectReason reason : RejectReason.values()) {
      rejected.put(
          reason,
          counter("tocsin.ingest.posts.rejected", "Raw records sent to the dead letters")
              .tag("reason", reason.code())
              .register(meters));
    }
    for (StaleReason reason : StaleReason.values()) {
      stale.put(
          reason,
          counter("tocsin.ingest.revisions.stale", "Revisions older than what is known")
              .tag("reason", code(reason))
              .register(meters));
    }
  }

  /** The difference of this host's clock from the broker's, as far as it is proven. */
  static void clockSkew(MeterRegistry meters, DoubleSupplier seconds) {
    Gauge.builder("tocsin.ingest.clock.skew", seconds::getAsDouble)
        .description("Our clock less the broker's, as far as it is proven")
        .baseUnit("seconds")
        .strongReference(true)
        .register(meters);
  }

  private static Counter.Builder effective(String status) {
    return counter("tocsin.ingest.revisions.effective", "Revisions that changed their post")
        .tag("status", status);
  }

  private static Counter.Builder counter(String name, String description) {
    return Counter.builder(name).description(description);
  }

  private static String code(StaleReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Where the clocks of the stages are shown. */
  public StageClocks clocks() {
    return clocks;
  }

  /** A raw post was taken; those of the probe count apart, for they say nothing of the sources. */
  public void accepted(CleanPost post, boolean wasLate) {
    if (ProbeRecords.isSource(post.source())) {
      probes.increment();
      return;
    }
    read.increment();
    if (wasLate) {
      late.increment();
    }
  }

  /**
   * A raw record went to the dead letters.
   *
   * @param source whose it was, if that can be told
   */
  public void rejected(RejectReason reason, Optional<String> source) {
    count(rejected.get(reason));
    counter("tocsin.ingest.sources.rejected", "Raw records sent to the dead letters, by source")
        .tag("source", source.map(rejectedSources::of).orElse(UNKNOWN))
        .register(meters)
        .increment();
  }

  /** A revision changed its post; one of the probe is not counted. */
  public void effective(CleanPost post) {
    if (ProbeRecords.isSource(post.source())) {
      return;
    }
    if (post.erased()) {
      erased.increment();
    } else {
      (post.killed() ? killed : usable).increment();
    }
  }

  /** The same content came again. */
  public void redelivered() {
    redelivered.increment();
  }

  /** An older revision came late. */
  public void stale(StaleReason reason) {
    count(stale.get(reason));
  }

  /** Posts were removed from the memory. */
  public void forgotten(int posts) {
    forgotten.increment(posts);
  }

  /** A source is so. */
  public void source(Report report) {
    sources.tell(report);
  }

  /** A source is not watched any more, here or at all. */
  public void unwatched(String source) {
    sources.forget(source);
  }

  /** Something happened to a source. */
  public void happened(Kind kind) {
    count(happened.get(kind));
  }

  /** Sources were forgotten for others. */
  public void evicted(int number) {
    evicted.increment(number);
  }

  /** A minute of a source was not taken, because too many wait for the clock. */
  public void tickDropped() {
    ticksDropped.increment();
  }

  private static void count(@org.jspecify.annotations.Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}
