package io.tocsin.alerts;

import static java.util.Objects.requireNonNull;

import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.DetectOutput;
import io.tocsin.alerts.core.detect.DetectStage;
import io.tocsin.alerts.core.detect.KeywordCount;
import io.tocsin.alerts.core.detect.RuleScope;
import io.tocsin.alerts.stores.RuleSource;
import io.tocsin.alerts.stores.StoredKeyStates;
import io.tocsin.alerts.stores.StoredPendingMentions;
import io.tocsin.alerts.wire.AlertRecords;
import io.tocsin.alerts.wire.CloudEventHeaders;
import io.tocsin.alerts.wire.MentionRecords;
import io.tocsin.alerts.wire.MinuteCountRecords;
import io.tocsin.alerts.wire.RuleSetHeader;
import io.tocsin.alerts.wire.WarmStartRecords;
import io.tocsin.avro.Mention;
import io.tocsin.runtime.deadletters.HalfDoneException;
import io.tocsin.runtime.time.MergedClock;
import io.tocsin.runtime.time.StageClocks;
import io.tocsin.runtime.time.Watermark;
import io.tocsin.schemas.ClockMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds mentions until the clock has passed them, lets detection take them in order, and sends what
 * comes of it: alert events with the new state of their alert, counts, and signs of life.
 */
final class DetectSpikes implements Processor<String, Mention, String, SpecificRecord> {

  static final String STAGE = "detect";

  private static final Logger log = LoggerFactory.getLogger(DetectSpikes.class);

  /** A backlog that the clock releases at once is taken in slices, so that each call is short. */
  private static final int SLICE = 20_000;

  private static final Duration SLICE_EVERY = Duration.ofMillis(100);

  private final StageServices services;
  private @Nullable Stage stage;
  private @Nullable Cancellable signsOfLife;
  private @Nullable Cancellable slices;

  DetectSpikes(StageServices services) {
    this.services = services;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    Stage started = new Stage(services, context);
    stage = started;
    signsOfLife =
        SignsOfLife.start(services, STAGE, context, started.detection::clock, started.rules);
    slices = context.schedule(SLICE_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> started.tick());
  }

  /** A task that is revived is initialised anew; what was scheduled before must end. */
  @Override
  public void close() {
    if (signsOfLife != null) {
      signsOfLife.cancel();
    }
    if (slices != null) {
      slices.cancel();
    }
    if (stage != null) {
      stage.shown.close();
    }
  }

  @Override
  public void process(Record<String, Mention> record) {
    requireNonNull(stage, "not initialised").take(record);
  }

  /** The stage in one task. */
  private static final class Stage {

    private static final String CLOCK = "clock";

    /** So many times it waits for rules, 30 seconds, before it goes on without them. */
    private static final int PATIENCE = 300;

    private final AlertsMeters meters;
    private final boolean live;
    private final StageClocks.Shown shown;
    private final ProcessorContext<String, SpecificRecord> context;
    private final RuleSource rules;
    private final KeyValueStore<String, byte[]> clocks;
    private final MergedClock clock;
    private final DetectStage detection;
    private final Map<Integer, Long> matchedBy = new HashMap<>();
    private int waited;

    Stage(StageServices services, ProcessorContext<String, SpecificRecord> context) {
      this.meters = services.meters();
      this.context = context;
      this.rules = services.rules(context);
      this.clocks = context.getStateStore(AlertsTopology.CLOCK_STORE);
      this.clock = MergedClock.fromBytes(clocks.get(CLOCK));
      this.live = services.topics().mode() == ClockMode.LIVE;
      this.detection =
          new DetectStage(
              rules,
              new StoredPendingMentions(
                  context.getStateStore(AlertsTopology.PENDING_MENTIONS_STORE),
                  services.settings().pendingMentions(),
                  meters::dropped),
              new StoredKeyStates(context.getStateStore(AlertsTopology.SPIKE_STATE_STORE)));
      this.shown = services.showClock(STAGE, context, detection.clock());
    }

    void take(Record<String, Mention> record) {
      Watermark.read(record.key(), record.headers())
          .ifPresent(mark -> advance(mark, RuleSetHeader.read(record.headers())));
      detection.told(MinuteCountRecords.read(record.key(), record.headers()));
      WarmStartRecords.read(record.headers()).forEach(detection::told);
      Mention mention = record.value();
      if (mention != null) {
        detection.hold(MentionRecords.plain(mention));
      }
      goOn();
    }

    private void advance(Watermark mark, long ruleSet) {
      matchedBy.put(mark.partition(), ruleSet);
      clock.advance(mark);
      clocks.put(CLOCK, clock.toBytes());
    }

    void tick() {
      waited = isBehind() ? waited + 1 : 0;
      if (waited > PATIENCE) {
        log.atWarn()
            .addKeyValue("ruleSet", rules.current().hash())
            .addKeyValue("task", context.taskId())
            .log("mentions are taken although the rules that made them have not come");
        matchedBy.clear();
      }
      goOn();
    }

    /**
     * Another process may have matched by rules that have not come to this one yet: their mentions
     * must not be taken for those of rules that are gone.
     */
    private boolean isBehind() {
      rules.refresh();
      return matchedBy.values().stream().anyMatch(version -> !rules.hasSeen(version));
    }

    /**
     * Takes a slice of what the clock has released, if anything is left of it.
     *
     * @throws HalfDoneException when our own code fails in the midst of it: then what is in memory
     *     is neither before nor after, and only the last commit is sound
     */
    void goOn() {
      long now = clock.now().orElse(Long.MIN_VALUE);
      if (now <= detection.clock().orElse(Long.MIN_VALUE) || isBehind()) {
        return;
      }
      try {
        detection.advance(now, SLICE, this::send);
        detection.clock().ifPresent(shown::at);
        meters.refused(detection.takeRefused());
        meters.warmStarted(detection.takeAdopted(), detection.takeUnadopted());
      } catch (KafkaException e) {
        throw e;
      } catch (RuntimeException e) {
        throw new HalfDoneException("detection failed on its way to " + now, e);
      }
    }

    private void send(DetectOutput output) {
      if (output instanceof AlertEvent event) {
        meters.happened(event);
        if (live) {
          meters.delayed(event, context.currentSystemTimeMs());
        }
        send(event, AlertRecords.avro(event), CloudEventHeaders.of(event));
        sendState(event);
      } else if (output instanceof KeywordCount count) {
        send(count, AlertRecords.avro(count), new RecordHeaders());
      }
    }

    /** Of alerts that reach nobody there is no state either. */
    private void sendState(AlertEvent event) {
      if (!event.alert().isShadow()) {
        SpecificRecord state = AlertRecords.avro(event.alert());
        context.forward(new Record<>(event.alertId(), state, event.at(), new RecordHeaders()));
      }
    }

    private void send(DetectOutput output, SpecificRecord value, Headers headers) {
      String key = new RuleScope(output.ruleId(), output.scope()).key();
      context.forward(new Record<>(key, value, output.at(), headers));
    }
  }
}
