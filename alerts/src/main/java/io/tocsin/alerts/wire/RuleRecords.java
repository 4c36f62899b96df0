package io.tocsin.alerts.wire;

import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Rule.Budget;
import io.tocsin.alerts.core.Rule.Minimum;
import io.tocsin.alerts.core.Rule.Negated;
import io.tocsin.alerts.core.Rule.Scope;
import io.tocsin.alerts.core.Rule.Severity;
import io.tocsin.alerts.core.rules.RuleRecord;
import io.tocsin.avro.AlertRule;
import io.tocsin.avro.NegatedPolicy;
import io.tocsin.avro.RuleManifest;
import io.tocsin.avro.RuleRef;
import io.tocsin.avro.RuleScope;
import io.tocsin.avro.SeverityLevel;
import io.tocsin.schemas.RegistryUnavailableException;
import io.tocsin.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;

/** Records of the rules topic as bytes and back. */
public final class RuleRecords {

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
    return key.equals(rule.getRuleId())
        ? new RuleRecord.Member(plain(rule))
        : new RuleRecord.Unreadable("the rule says that its id is " + rule.getRuleId());
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

  private static Rule plain(AlertRule rule) {
    return new Rule(
        rule.getRuleId(),
        rule.getVersion(),
        rule.getHash(),
        Objects.requireNonNullElse(rule.getDescription(), ""),
        rule.getMatch(),
        rule.getScope() == RuleScope.COUNTRY ? Scope.COUNTRY : Scope.NONE,
        rule.getNegated() == NegatedPolicy.COUNT ? Negated.COUNT : Negated.IGNORE,
        rule.getWindowsMillis().stream().map(Duration::ofMillis).toList(),
        new Budget(rule.getFalseAlarms(), Duration.ofMillis(rule.getFalseAlarmsPerMillis())),
        new Minimum(rule.getMinimumVoices(), rule.getMinimumSources()),
        rule.getSeverities().stream()
            .map(level -> new Severity(level.getName(), level.getVoices(), level.getSources()))
            .toList(),
        Duration.ofMillis(rule.getCooldownMillis()),
        rule.getLabels(),
        rule.getEnabled());
  }

  private static AlertRule avro(Rule rule) {
    return AlertRule.newBuilder()
        .setRuleId(rule.ruleId())
        .setVersion(rule.version())
        .setHash(rule.hash())
        .setDescription(rule.description().isEmpty() ? null : rule.description())
        .setMatch(rule.match())
        .setScope(rule.scope() == Scope.COUNTRY ? RuleScope.COUNTRY : RuleScope.NONE)
        .setNegated(rule.negated() == Negated.COUNT ? NegatedPolicy.COUNT : NegatedPolicy.IGNORE)
        .setWindowsMillis(rule.windows().stream().map(Duration::toMillis).toList())
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
        .setEnabled(rule.enabled())
        .build();
  }
}
