package io.tocsin.alerts.wire;

import io.tocsin.alerts.core.HitContext;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Rule.Budget;
import io.tocsin.alerts.core.Rule.CountBy;
import io.tocsin.alerts.core.Rule.Minimum;
import io.tocsin.alerts.core.Rule.Negated;
import io.tocsin.alerts.core.Rule.Policy;
import io.tocsin.alerts.core.Rule.Ratio;
import io.tocsin.alerts.core.Rule.Scope;
import io.tocsin.alerts.core.Rule.Severity;
import io.tocsin.alerts.core.rules.RuleRecord;
import io.tocsin.avro.AlertRule;
import io.tocsin.avro.NegatedPolicy;
import io.tocsin.avro.RatioTerms;
import io.tocsin.avro.RuleKind;
import io.tocsin.avro.RuleManifest;
import io.tocsin.avro.RuleRef;
import io.tocsin.avro.RuleScope;
import io.tocsin.avro.SeverityLevel;
import io.tocsin.schemas.RegistryUnavailableException;
import io.tocsin.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Records of the rules topic as bytes and back. */
public final class RuleRecords {

  private static final Map<String, HitContext> CONTEXTS =
      Stream.of(HitContext.values()).collect(Collectors.toMap(HitContext::text, c -> c));
  private static final Map<String, Policy> POLICIES =
      Stream.of(Policy.values()).collect(Collectors.toMap(RuleRecords::text, p -> p));

  private final String topic;
  private final Serde<AlertRule> rules;
  private final Serde<RuleManifest> manifests;

  /** For the rules topic of a namespace. */
  public RuleRecords(Topics topics) {
    this.topic = topics.rules().name();
    this.rules = topics.rules().valueSerde();
    this.manifests = topics.manifestSerde();
  }

  /**
   * What a record is. Bytes that cannot be read are {@link RuleRecord.Unreadable}.
   *
   * @throws RegistryUnavailableException when the registry cannot be asked, which says nothing of
   *     the bytes
   */
  public RuleRecord read(String key, byte[] value) {
    try {
      return key.equals(RuleRecord.MANIFEST_KEY) ? manifest(value) : member(key, value);
    } catch (RegistryUnavailableException outage) {
      throw outage;
    } catch (RuntimeException bad) {
      return new RuleRecord.Unreadable(String.valueOf(bad.getMessage()));
    }
  }

  private RuleRecord member(String key, byte[] value) {
    AlertRule rule = Objects.requireNonNull(rules.deserializer().deserialize(topic, value));
    if (!key.equals(rule.getRuleId())) {
      return new RuleRecord.Unreadable("the rule says that its id is " + rule.getRuleId());
    }
    String refusal = refusal(rule);
    return refusal.isEmpty()
        ? new RuleRecord.Member(plain(rule))
        : new RuleRecord.Unreadable(refusal);
  }

  private RuleRecord manifest(byte[] value) {
    RuleManifest manifest =
        Objects.requireNonNull(manifests.deserializer().deserialize(topic, value));
    List<RuleRecord.Ref> members =
        manifest.getRules().stream()
            .map(ref -> new RuleRecord.Ref(ref.getRuleId(), ref.getVersion(), ref.getHash()))
            .toList();
    return new RuleRecord.Manifest(manifest.getVersion(), manifest.getHash(), members);
  }

  /** The value of a rule's record. */
  public byte[] write(Rule rule) {
    return rules.serializer().serialize(topic, avro(rule));
  }

  /** The value of the manifest's record. */
  public byte[] write(RuleRecord.Manifest manifest, Instant at) {
    List<RuleRef> members =
        manifest.members().stream()
            .map(ref -> new RuleRef(ref.ruleId(), ref.version(), ref.hash()))
            .toList();
    return manifests
        .serializer()
        .serialize(topic, new RuleManifest(manifest.version(), at, manifest.hash(), members));
  }

  /** What this release cannot know the meaning of is not taken for something else. */
  private static String refusal(AlertRule rule) {
    if (rule.getKind() == RuleKind.UNKNOWN) {
      return "kind is one that this release does not know; expected BUDGET or RATIO: a newer release has written the rule";
    }
    if (rule.getCountBy() == io.tocsin.avro.CountBy.UNKNOWN) {
      return "countBy is one that this release does not know; expected VOICE, POST or SOURCE: a newer release has written the rule";
    }
    if (rule.getScope() == RuleScope.UNKNOWN) {
      return "scope is one that this release does not know; expected NONE, COUNTRY, PLACE, ENTITY, SOURCE or TAG: a newer release has written the rule";
    }
    for (Map.Entry<String, String> policy : rule.getContexts().entrySet()) {
      if (!CONTEXTS.containsKey(policy.getKey()) || !POLICIES.containsKey(policy.getValue())) {
        return "contexts has "
            + policy
            + ", which this release does not know: a newer release has written the rule";
      }
    }
    boolean isRatio = rule.getKind() == RuleKind.RATIO;
    return isRatio == (rule.getRatio() != null)
        ? ""
        : "kind is " + rule.getKind() + "; expected ratio for a RATIO rule and for no other";
  }

  private static @Nullable Ratio ratio(@Nullable RatioTerms terms) {
    return terms == null
        ? null
        : new Ratio(
            terms.getSpikeHeight(),
            Duration.ofMillis(terms.getTimeframeMillis()),
            terms.getThresholdRef(),
            terms.getThresholdCur());
  }

  private static @Nullable RatioTerms ratio(@Nullable Ratio ratio) {
    return ratio == null
        ? null
        : new RatioTerms(
            ratio.spikeHeight(),
            ratio.timeframe().toMillis(),
            ratio.thresholdRef(),
            ratio.thresholdCur());
  }

  private static Rule plain(AlertRule rule) {
    @Nullable Boolean shadow = rule.getShadow();
    return rings(rule)
        .withShadow(shadow != null)
        .withEnabled(shadow == null ? rule.getEnabled() : shadow);
  }

  private static Rule rings(AlertRule rule) {
    @Nullable Ratio ratio = ratio(rule.getRatio());
    return Rule.builder(rule.getRuleId())
        .version(rule.getVersion())
        .hash(rule.getHash())
        .description(Objects.requireNonNullElse(rule.getDescription(), ""))
        .match(rule.getMatch())
        .scope(Scope.valueOf(rule.getScope().name()))
        .negated(negated(rule))
        .countBy(CountBy.valueOf(rule.getCountBy().name()))
        .windows(rule.getWindowsMillis().stream().map(Duration::ofMillis).toList())
        .ratio(ratio)
        .budget(
            new Budget(rule.getFalseAlarms(), Duration.ofMillis(rule.getFalseAlarmsPerMillis())))
        .minimum(new Minimum(rule.getMinimumVoices(), rule.getMinimumSources()))
        .severities(
            rule.getSeverities().stream()
                .map(level -> new Severity(level.getName(), level.getVoices(), level.getSources()))
                .toList())
        .cooldown(Duration.ofMillis(rule.getCooldownMillis()))
        .labels(rule.getLabels())
        .enabled(rule.getEnabled())
        .expand(rule.getExpand())
        .policies(policies(rule))
        .build();
  }

  /** What release 0.1.0 takes for IGNORE is said in the contexts. */
  private static Negated negated(AlertRule rule) {
    if (rule.getContexts().containsKey(HitContext.NEGATED.text())) {
      return Negated.SEPARATE;
    }
    return rule.getNegated() == NegatedPolicy.COUNT ? Negated.COUNT : Negated.IGNORE;
  }

  private static Map<HitContext, Policy> policies(AlertRule rule) {
    Map<HitContext, Policy> policies = new EnumMap<>(HitContext.class);
    rule.getContexts()
        .forEach((context, policy) -> policies.put(CONTEXTS.get(context), POLICIES.get(policy)));
    policies.remove(HitContext.NEGATED);
    return policies;
  }

  private static Map<String, String> contexts(Rule rule) {
    Map<String, String> contexts = new TreeMap<>();
    rule.policies().forEach((context, policy) -> contexts.put(context.text(), text(policy)));
    if (rule.negated() == Negated.SEPARATE) {
      contexts.put(HitContext.NEGATED.text(), text(Policy.SEPARATE));
    }
    return contexts;
  }

  private static String text(Policy policy) {
    return policy.name().toLowerCase(Locale.ROOT);
  }

  /**
   * A ratio rule is written without windows: release 0.1.0, which knows no kinds, takes a rule
   * without windows for none. A rule in shadow is written as disabled, so that a release which
   * knows no shadows does not ring for it.
   */
  private static AlertRule avro(Rule rule) {
    @Nullable RatioTerms ratio = ratio(rule.ratio());
    return AlertRule.newBuilder()
        .setRuleId(rule.ruleId())
        .setVersion(rule.version())
        .setHash(rule.hash())
        .setDescription(rule.description().isEmpty() ? null : rule.description())
        .setMatch(rule.match())
        .setScope(RuleScope.valueOf(rule.scope().name()))
        .setNegated(rule.negated() == Negated.COUNT ? NegatedPolicy.COUNT : NegatedPolicy.IGNORE)
        .setCountBy(io.tocsin.avro.CountBy.valueOf(rule.countBy().name()))
        .setKind(ratio == null ? RuleKind.BUDGET : RuleKind.RATIO)
        .setRatio(ratio)
        .setWindowsMillis(
            ratio == null ? rule.windows().stream().map(Duration::toMillis).toList() : List.of())
        .setFalseAlarms(rule.budget().alarms())
        .setFalseAlarmsPerMillis(rule.budget().per().toMillis())
        .setMinimumVoices(rule.minimum().voices())
        .setMinimumSources(rule.minimum().sources())
        .setSeverities(
            rule.severities().stream()
                .map(level -> new SeverityLevel(level.name(), level.voices(), level.sources()))
                .toList())
        .setCooldownMillis(rule.cooldown().toMillis())
        .setLabels(new TreeMap<>(rule.labels()))
        .setEnabled(rule.enabled() && !rule.shadow())
        .setShadow(rule.shadow() ? rule.enabled() : null)
        .setExpand(rule.expand())
        .setContexts(contexts(rule))
        .build();
  }
}
