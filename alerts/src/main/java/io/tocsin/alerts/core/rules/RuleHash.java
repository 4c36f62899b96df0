package io.tocsin.alerts.core.rules;

import io.tocsin.alerts.core.HitContext;
import io.tocsin.alerts.core.Rule;
import io.tocsin.alerts.core.Rule.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Hashes of rules and rule sets: the same over every platform, restart and order of writing. */
public final class RuleHash {

  private static final String FORMAT = "tocsin-rule/1";

  private RuleHash() {}

  /**
   * SHA-256 over what decides in a rule, hexadecimal. Id, version, labels and description do not:
   * rules with equal hashes decide alike.
   */
  public static String of(Rule rule) {
    return sha256(Stream.concat(always(rule), whatIsNotDefault(rule)));
  }

  private static Stream<String> always(Rule rule) {
    return Stream.concat(
        Stream.of(
            FORMAT,
            rule.match(),
            rule.scope().name(),
            rule.negated().name(),
            rule.windows().stream().map(Duration::toMillis).toList().toString(),
            String.valueOf(rule.budget().alarms()),
            String.valueOf(rule.budget().per().toMillis()),
            String.valueOf(rule.minimum().voices()),
            String.valueOf(rule.minimum().sources()),
            String.valueOf(rule.cooldown().toMillis()),
            String.valueOf(rule.enabled())),
        rule.severities().stream().flatMap(RuleHash::parts));
  }

  /**
   * What rules can say since they were first hashed: nothing where they do not say it, so that the
   * hash of such a rule stays. No name of a severity has an equals sign in it.
   */
  private static Stream<String> whatIsNotDefault(Rule rule) {
    List<String> parts = new ArrayList<>();
    if (rule.countBy() != Rule.CountBy.VOICE) {
      parts.add("countBy=" + rule.countBy().name());
    }
    Rule.Ratio ratio = rule.ratio();
    if (ratio != null) {
      parts.add("ratio.spikeHeight=" + ratio.spikeHeight());
      parts.add("ratio.timeframe=" + ratio.timeframe().toMillis());
      parts.add("ratio.thresholdRef=" + ratio.thresholdRef());
      parts.add("ratio.thresholdCur=" + ratio.thresholdCur());
    }
    if (rule.expand()) {
      parts.add("expand=true");
    }
    rule.policies().forEach((context, policy) -> parts.add(part(context, policy)));
    return parts.stream().filter(part -> !part.isEmpty());
  }

  private static String part(HitContext context, Rule.Policy policy) {
    return policy == Rule.defaultPolicy(context) ? "" : context.text() + "=" + policy.name();
  }

  private static Stream<String> parts(Severity severity) {
    return Stream.of(
        severity.name(), String.valueOf(severity.voices()), String.valueOf(severity.sources()));
  }

  /** SHA-256 over the members of a set, in the order given, hexadecimal. */
  public static String ofSet(List<RuleRecord.Ref> members) {
    return sha256(
        members.stream()
            .flatMap(ref -> Stream.of(ref.ruleId(), String.valueOf(ref.version()), ref.hash())));
  }

  /** SHA-256 over all that a rule says, key by key, hexadecimal. */
  static String ofText(Map<String, String> keys) {
    return sha256(keys.entrySet().stream().flatMap(e -> Stream.of(e.getKey(), e.getValue())));
  }

  /** Each part is preceded by its length, so that no two lists of parts are written alike. */
  private static String sha256(Stream<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      parts.forEachOrdered(
          part -> {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
