package io.tocsin.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.ingest.core.sources.SourceOutput.Report;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * State and last post of sources as gauges: of the first that are seen, a bounded number. The topic
 * {@code sources} has all of them.
 */
final class SourceGauges {
  private static final double MILLIS = 1_000;

  private final MeterRegistry meters;
  private final SourceTags tags;
  private final Map<String, Values> values = new ConcurrentHashMap<>();

  /** What is shown of a source; not a number when another instance watches it. */
  private static final class Values {
    private volatile double state = Double.NaN;
    private volatile double lastPost = Double.NaN;
  }

  SourceGauges(MeterRegistry meters, int most) {
    this.meters = meters;
    this.tags = new SourceTags(most);
  }

  void tell(Report report) {
    String tag = tags.of(report.source());
    if (tag.equals(report.source())) {
      Values shown = values.computeIfAbsent(tag, this::register);
      shown.state = report.state().code();
      shown.lastPost = report.lastAt() / MILLIS;
    }
  }

  void forget(String source) {
    Values shown = values.get(source);
    if (shown != null) {
      shown.state = Double.NaN;
      shown.lastPost = Double.NaN;
    }
  }

  private Values register(String source) {
    Values shown = new Values();
    Gauge.builder("tocsin.ingest.source.state", shown, held -> held.state)
        .description("0 learning, 1 ok, 2 quiet, 3 silent, 4 flooding")
        .tag("source", source)
        .strongReference(true)
        .register(meters);
    Gauge.builder("tocsin.ingest.source.last.post", shown, held -> held.lastPost)
        .description("When the last post of a source was seen, in seconds since the epoch")
        .baseUnit("seconds")
        .tag("source", source)
        .strongReference(true)
        .register(meters);
    return shown;
  }
}
