package io.tocsin.alerts;

import static java.util.Objects.requireNonNull;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.MinuteCount;
import io.tocsin.alerts.core.MinuteCount.What;
import io.tocsin.alerts.core.detect.RuleScope;
import io.tocsin.alerts.core.match.CompiledRules;
import io.tocsin.alerts.core.match.MentionTracker;
import io.tocsin.alerts.core.match.MentionTracker.Memory;
import io.tocsin.alerts.core.match.MentionTracker.Outcome;
import io.tocsin.alerts.core.match.PostRevision;
import io.tocsin.alerts.core.match.RuleMatcher;
import io.tocsin.alerts.stores.PostMemories;
import io.tocsin.alerts.stores.RuleSource;
import io.tocsin.alerts.stores.UntoldCounts;
import io.tocsin.alerts.wire.MentionRecords;
import io.tocsin.alerts.wire.MinuteCountRecords;
import io.tocsin.alerts.wire.PostRecords;
import io.tocsin.alerts.wire.RuleSetHeader;
import io.tocsin.avro.EnrichedPost;
import io.tocsin.runtime.probe.ProbeRecords;
import io.tocsin.runtime.time.StageClocks;
import io.tocsin.runtime.time.Watermark;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Runs the rules over each revision of a post and sends what changed: mentions made and taken back,
 * keyed by rule and scope, at the revision's own time. Watermarks pass, each behind the counts of
 * what was published and mentioned since the last one. Signs of life go out beside them.
 */
final class FindMentions implements Processor<String, EnrichedPost, String, SpecificRecord> {

  static final String STAGE = "match";

  /** What was found of the past is handed on in slices, so that each call is short. */
  private static final Duration SLICE_EVERY = Duration.ofMillis(100);

  private final StageServices services;
  private @Nullable Stage stage;
  private @Nullable Cancellable signsOfLife;
  private @Nullable Cancellable slices;

  FindMentions(StageServices services) {
    this.services = services;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    Stage started = new Stage(services, context);
    stage = started;
    signsOfLife =
        SignsOfLife.start(services, STAGE, context, () -> started.watermark, started.rules);
    slices =
        context.schedule(SLICE_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> started.handOn());
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
      stage.newRules.close();
    }
  }

  @Override
  public void process(Record<String, EnrichedPost> record) {
    requireNonNull(stage, "not initialised").take(record);
  }

  /** The stage in one task. */
  private static final class Stage {

    private final AlertsMeters meters;
    private final StageClocks.Shown shown;
    private final ProcessorContext<String, SpecificRecord> context;
    private final RuleSource rules;
    private final PostMemories memories;
    private final UntoldCounts counts;
    private final NewRules newRules;
    private @Nullable CompiledRules compiled;
    private RuleMatcher matcher;
    private OptionalLong watermark = OptionalLong.empty();

    Stage(StageServices services, ProcessorContext<String, SpecificRecord> context) {
      this.meters = services.meters();
      this.context = context;
      this.shown = services.showClock(STAGE, context, OptionalLong.empty());
      this.rules = services.rules(context);
      this.matcher = new RuleMatcher(rules.compiled());
      this.memories =
          new PostMemories(
              context.getStateStore(AlertsTopology.POST_MENTIONS_STORE),
              services.settings().postMemory(),
              services.settings().rememberedPosts());
      this.counts = new UntoldCounts(context.getStateStore(AlertsTopology.POST_MENTIONS_STORE));
      this.newRules =
          new NewRules(
              services,
              context,
              context.getStateStore(AlertsTopology.POST_MENTIONS_STORE),
              memories);
    }

    void take(Record<String, EnrichedPost> record) {
      Watermark.read(record.key(), record.headers()).ifPresent(this::pass);
      EnrichedPost post = record.value();
      if (post != null) {
        match(PostRecords.plain(post));
      }
    }

    private void pass(Watermark mark) {
      takeRules(mark.time());
      watermark = OptionalLong.of(mark.time());
      shown.at(mark.time());
      memories.sweep(mark.time());
      tellCounts(mark.time());
      Record<String, SpecificRecord> record =
          new Record<>(mark.key(), null, mark.time(), new RecordHeaders());
      mark.writeTo(record.headers());
      RuleSetHeader.write(rules.current().version(), record.headers());
      context.forward(record);
    }

    private void count(What what, long time, String name) {
      counts.add(what, time, name);
      if (counts.isFull()) {
        tellCounts(time);
      }
    }

    private void tellCounts(long time) {
      List<MinuteCount> told = counts.take();
      if (!told.isEmpty()) {
        RecordHeaders headers = new RecordHeaders();
        MinuteCountRecords.write(told, headers);
        String key = MinuteCountRecords.key(context.taskId().partition());
        context.forward(new Record<>(key, null, time, headers));
      }
    }

    private void match(PostRevision post) {
      if (post.isNewStory()) {
        count(What.STORIES, post.seenAt(), post.source());
      }
      takeRules(post.seenAt());
      newRules.note(post);
      Memory before = memories.recall(post.postKey(), post.seenAt()).orElse(null);
      Outcome outcome =
          MentionTracker.track(post, post.killed() ? List.of() : matcher.match(post), before);
      memories.remember(post.postKey(), outcome.memory());
      if (!ProbeRecords.isSource(post.source())) {
        meters.matched();
      }
      meters.leftOut(outcome.leftOut());
      outcome.events().forEach(this::send);
    }

    /** A new set applies from the first record on that is taken after it is ready. */
    @SuppressWarnings("ReferenceEquality") // one object is one set
    private void takeRules(long time) {
      rules.refresh();
      if (rules.compiled() != compiled) {
        compiled = rules.compiled();
        matcher = new RuleMatcher(rules.compiled());
        newRules.apply(rules.current().rules(), time);
      }
    }

    void handOn() {
      watermark.ifPresent(newRules::goOn);
    }

    private void send(MentionEvent mention) {
      meters.mentioned(mention.sign());
      String key = RuleScope.of(mention).key();
      if (mention.sign() > 0 && !mention.scope().isEmpty()) {
        count(What.MENTIONS, mention.time(), key);
      }
      context.forward(
          new Record<>(key, MentionRecords.avro(mention), mention.time(), new RecordHeaders()));
    }
  }
}
