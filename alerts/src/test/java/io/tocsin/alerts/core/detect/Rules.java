package io.tocsin.alerts.core.detect;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.Highlight;
import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules and mentions for tests. */
final class Rules {

  /** A midnight. */
  static final long START = Instant.parse("2022-01-24T00:00:00Z").toEpochMilli();

  private Rules() {}

  static Builder rule(String id) {
    return new Builder(id);
  }

  static MentionEvent mention(Rule rule, String scope, String source, String post, long time) {
    return mention(rule, scope, source, post, time, null);
  }

  static MentionEvent mention(
      Rule rule,
      String scope,
      String source,
      String post,
      long time,
      @Nullable Signature signature) {
    return named(rule, scope, null, source, post, time, signature);
  }

  /** One whose post calls the scope so. */
  static MentionEvent named(
      Rule rule,
      String scope,
      @Nullable String scopeName,
      String source,
      String post,
      long time,
      @Nullable Signature signature) {
    return located(rule, scope, scopeName, null, source, post, time, signature);
  }

  /** One whose post calls the scope so and says that it is there. */
  static MentionEvent located(
      Rule rule,
      String scope,
      @Nullable String scopeName,
      @Nullable GeoPoint scopePoint,
      String source,
      String post,
      long time,
      @Nullable Signature signature) {
    return new MentionEvent(
        rule.ruleId(),
        rule.version(),
        rule.hash(),
        scope,
        scopeName,
        scopePoint,
        1,
        time,
        time,
        source + ":" + post,
        1,
        source,
        signature,
        "Title of " + post,
        "https://" + source + ".example/" + post,
        "All must evacuate now, says " + post,
        List.of(new Highlight(9, 17)),
        false,
        List.of(),
        null);
  }

  /** One of something that is planned, in somebody's words. */
  static MentionEvent planned(Rule rule, long time) {
    return new MentionEvent(
        rule.ruleId(),
        rule.version(),
        rule.hash(),
        "",
        null,
        null,
        1,
        time,
        time,
        "wire:plan",
        1,
        "wire",
        null,
        "A plan",
        null,
        "\"We could evacuate,\" they say",
        List.of(new Highlight(10, 18)),
        false,
        List.of("planned", "quoted"),
        null);
  }

  /** The -1 for a mention. */
  static MentionEvent takenBack(MentionEvent mention, long time, String reason) {
    return new MentionEvent(
        mention.ruleId(),
        mention.ruleVersion(),
        mention.ruleHash(),
        mention.scope(),
        null,
        null,
        -1,
        time,
        mention.mentionedAt(),
        mention.postKey(),
        mention.revision() + 1,
        mention.source(),
        mention.signature(),
        mention.title(),
        mention.url(),
        mention.excerpt(),
        mention.highlights(),
        mention.negated(),
        List.of(),
        reason);
  }

  /** Builds a rule of three windows, one false alarm in 30 days, 3 voices of 2 sources. */
  static final class Builder {
    private final String id;
    private String hash = "hash-1";
    private int version = 1;
    private List<Duration> windows =
        List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6));
    private Rule.Budget budget = new Rule.Budget(1, Duration.ofDays(30));
    private Rule.Minimum minimum = new Rule.Minimum(3, 2);
    private Duration cooldown = Duration.ofHours(2);
    private boolean enabled = true;
    private Rule.Scope scope = Rule.Scope.NONE;
    private Rule.CountBy countBy = Rule.CountBy.VOICE;
    private Rule.@Nullable Ratio ratio;

    private Builder(String id) {
      this.id = id;
    }

    Builder hash(String newHash) {
      hash = newHash;
      version++;
      return this;
    }

    Builder windows(Duration... lengths) {
      windows = List.of(lengths);
      return this;
    }

    Builder budget(int alarms, Duration per) {
      budget = new Rule.Budget(alarms, per);
      return this;
    }

    Builder minimum(int voices, int sources) {
      minimum = new Rule.Minimum(voices, sources);
      return this;
    }

    Builder cooldown(Duration length) {
      cooldown = length;
      return this;
    }

    Builder countBy(Rule.CountBy what) {
      countBy = what;
      return this;
    }

    /** A ratio rule instead, with the thresholds that are taken where none are given. */
    Builder ratio(double spikeHeight, Duration timeframe) {
      return ratio(spikeHeight, timeframe, 1, 3);
    }

    Builder ratio(double spikeHeight, Duration timeframe, int thresholdRef, int thresholdCur) {
      ratio = new Rule.Ratio(spikeHeight, timeframe, thresholdRef, thresholdCur);
      return windows(timeframe);
    }

    Builder disabled() {
      enabled = false;
      return this;
    }

    /** One alert a country. */
    Builder byCountry() {
      scope = Rule.Scope.COUNTRY;
      return this;
    }

    Rule build() {
      return Rule.builder(id)
          .version(version)
          .hash(hash)
          .match("evacuate")
          .scope(scope)
          .countBy(countBy)
          .ratio(ratio)
          .windows(windows)
          .budget(budget)
          .minimum(minimum)
          .severities(
              List.of(new Rule.Severity("warning", 3, 0), new Rule.Severity("critical", 8, 5)))
          .cooldown(cooldown)
          .labels(Map.of("desk", "europe"))
          .enabled(enabled)
          .build();
    }
  }
}
