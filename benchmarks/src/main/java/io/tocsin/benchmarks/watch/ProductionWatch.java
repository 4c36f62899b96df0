package io.tocsin.benchmarks.watch;

import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.MinuteCount;
import io.tocsin.alerts.core.MinuteCount.What;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.detect.AlertEvent;
import io.tocsin.alerts.core.detect.DetectOutput;
import io.tocsin.alerts.core.detect.DetectStage;
import io.tocsin.alerts.core.detect.InMemoryKeyStates;
import io.tocsin.alerts.core.detect.InMemoryPendingMentions;
import java.util.ArrayList;
import java.util.List;

/** The production detector, driven as a host drives it: a whole detect stage for one key. */
public final class ProductionWatch implements Watch {

  /** So many mentions are held before the clock is moved on. */
  private static final int BATCH = 4_096;

  private static final long MINUTE = DetectStage.TICK_MILLIS;

  private static final String[] SOURCES = sourceNames(64);

  private final Rule rule;
  private final InMemoryKeyStates states;
  private final DetectStage stage;
  private final List<Ring> rings = new ArrayList<>();
  private boolean open;
  private long posts;
  private int held;
  private final List<MinuteCount> published = new ArrayList<>();

  /** One that knows nothing yet. */
  public ProductionWatch(ProductionRule rule) {
    this(rule.rule(), new InMemoryKeyStates());
  }

  private ProductionWatch(Rule rule, InMemoryKeyStates states) {
    this.rule = rule;
    this.states = states;
    this.stage = new DetectStage(id -> rule, new InMemoryPendingMentions(), states);
  }

  @Override
  public void mention(long at, int source) {
    if (held >= BATCH) {
      passTo(at - 1);
    }
    stage.hold(mentionOf(rule, at, posts++, SOURCES[source]));
    held++;
  }

  /** A mention of the rule without scope and signature: a voice of its own. */
  public static MentionEvent mentionOf(Rule rule, long at, long post, String source) {
    return new MentionEvent(
        rule.ruleId(),
        rule.version(),
        rule.hash(),
        "",
        null,
        null,
        1,
        at,
        at,
        source + ":" + post,
        1,
        source,
        null,
        "title",
        null,
        "word",
        List.of(),
        false,
        List.of(),
        null);
  }

  @Override
  public void published(long at, int source) {
    published.add(
        new MinuteCount(What.STORIES, Math.floorDiv(at, MINUTE) * MINUTE, SOURCES[source], 1));
  }

  @Override
  public void passTo(long time) {
    stage.told(published);
    published.clear();
    stage.advance(time, this::take);
    held = 0;
  }

  private void take(DetectOutput output) {
    if (output instanceof AlertEvent event) {
      switch (event.type()) {
        case OPENED -> ring(event, Ring.Kind.OPENED);
        case REOPENED -> ring(event, Ring.Kind.REOPENED);
        case UPDATED -> ring(event, Ring.Kind.UPDATED);
        case RESOLVED, RETRACTED -> open = false;
        case REDACTED -> {}
      }
    }
  }

  private void ring(AlertEvent event, Ring.Kind kind) {
    open = true;
    rings.add(new Ring(event.at(), kind));
  }

  @Override
  public List<Ring> rings() {
    return List.copyOf(rings);
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public ProductionWatch fork() {
    InMemoryKeyStates copy = new InMemoryKeyStates();
    states.forEach(copy::put);
    ProductionWatch fork = new ProductionWatch(rule, copy);
    fork.open = open;
    fork.posts = posts;
    return fork;
  }

  /** Bytes that it keeps of its key. */
  public int stateBytes() {
    int[] bytes = new int[1];
    states.forEach(
        (key, state) -> {
          if (!key.startsWith("~")) {
            bytes[0] += state.length;
          }
        });
    return bytes[0];
  }

  private static String[] sourceNames(int count) {
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = "source-" + i;
    }
    return names;
  }
}
