package io.tocsin.testkit;

import io.tocsin.testkit.Needs.Tool;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;

/** Skips a test, or fails it where that was asked for, when its machine lacks what it needs. */
public final class NeedsCondition implements ExecutionCondition {
  /** The environment variable that turns skips into failures. */
  static final String REQUIRE = "TESTS_REQUIRE";

  private static final long PROBE_SECONDS = 30;
  private static final Map<Tool, Boolean> FOUND = new ConcurrentHashMap<>();

  private final String required;
  private final Predicate<Tool> there;

  /** As the environment says, with real probes, each run once a JVM. */
  public NeedsCondition() {
    this(
        System.getenv().getOrDefault(REQUIRE, ""),
        tool -> FOUND.computeIfAbsent(tool, NeedsCondition::answers));
  }

  NeedsCondition(String required, Predicate<Tool> there) {
    this.required = required;
    this.there = there;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), Needs.class)
        .map(needs -> evaluate(needs.value()))
        .orElseGet(() -> ConditionEvaluationResult.enabled("needs nothing special"));
  }

  ConditionEvaluationResult evaluate(Tool... needed) {
    Set<Tool> missing = EnumSet.noneOf(Tool.class);
    Arrays.stream(needed).filter(there.negate()).forEach(missing::add);
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("all there");
    }
    String names = missing.stream().map(NeedsCondition::name).collect(Collectors.joining(", "));
    if (missing.stream().anyMatch(this::isRequired)) {
      throw new AssertionFailedError(
          REQUIRE + "=" + required + ", but this machine lacks: " + names);
    }
    return ConditionEvaluationResult.disabled("skipped: this machine lacks " + names);
  }

  private boolean isRequired(Tool tool) {
    return Arrays.stream(required.split(","))
        .map(String::trim)
        .anyMatch(word -> word.equals("all") || word.equals(name(tool)));
  }

  private static String name(Tool tool) {
    return tool.name().toLowerCase(Locale.ROOT);
  }

  private static boolean answers(Tool tool) {
    try {
      Process process =
          new ProcessBuilder(tool.probe())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      return ended && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
