package io.tocsin.quickstart;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What the modules may import of each other, and what keeps the cores pure. */
@AnalyzeClasses(packages = "io.tocsin", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

  private static final int LONGEST_MAIN = 40;
  private static final String CORES = "io.tocsin.*.core..";
  private static final String GENERATED = "io.tocsin.avro..";

  /**
   * Methods of java.lang.Math whose results may differ between platforms; StrictMath has them too.
   */
  private static final Set<String> INEXACT =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos",
          "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot");

  private static final Set<String> WALL_CLOCK = Set.of("now", "currentTimeMillis", "nanoTime");

  @ArchTest
  static final ArchRule schemas_import_nothing_of_ours =
      onlyImports("schemas", "io.tocsin.schemas..", GENERATED);

  @ArchTest
  static final ArchRule runtime_imports_nothing_of_ours =
      onlyImports("runtime", "io.tocsin.runtime..");

  @ArchTest static final ArchRule ingest_meets_the_others_in_topics = isAService("ingest");
  @ArchTest static final ArchRule enrich_meets_the_others_in_topics = isAService("enrich");
  @ArchTest static final ArchRule alerts_meets_the_others_in_topics = isAService("alerts");

  @ArchTest
  static final ArchRule dashboard_runs_the_code_of_rules_and_trials_alone =
      onlyImports(
          "dashboard",
          "io.tocsin.dashboard..",
          "io.tocsin.schemas..",
          GENERATED,
          "io.tocsin.runtime..",
          "io.tocsin.alerts",
          "io.tocsin.alerts.core..",
          "io.tocsin.replay.trial..");

  @ArchTest static final ArchRule deliver_meets_the_others_in_topics = isAService("deliver");
  @ArchTest static final ArchRule operations_knows_no_service = isAService("operations");
  @ArchTest static final ArchRule devcluster_knows_no_service = isAService("devcluster");

  @ArchTest
  static final ArchRule replay_runs_the_services_own_code =
      onlyImports(
          "replay",
          "io.tocsin.replay..",
          "io.tocsin.schemas..",
          GENERATED,
          "io.tocsin.runtime..",
          "io.tocsin.ingest..",
          "io.tocsin.enrich..",
          "io.tocsin.alerts..");

  @ArchTest
  static final ArchRule nobody_imports_benchmarks =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tocsin.benchmarks..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.tocsin.benchmarks..");

  @ArchTest
  static final ArchRule cores_know_no_kafka_no_avro_and_no_network =
      noClasses()
          .that()
          .resideInAPackage(CORES)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.apache.kafka..",
                  "org.apache.avro..",
                  GENERATED,
                  "io.tocsin.schemas..",
                  "java.net.http..",
                  "io.javalin.."));

  @ArchTest
  static final ArchRule cores_ask_no_wall_clock =
      noClasses().that().resideInAPackage(CORES).should().callMethodWhere(asksTheWallClock());

  @ArchTest
  static final ArchRule cores_use_strict_math =
      noClasses().that().resideInAPackage(CORES).should().callMethodWhere(isInexact());

  @ArchTest static final ArchRule nothing_sleeps = noClasses().should().callMethodWhere(sleeps());

  @ArchTest
  static final ArchRule names_are_the_fields_own =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  @ArchTest
  static final ArchRule packages_are_null_marked =
      classes()
          .that(
              resideInAPackage("io.tocsin..")
                  .and(DescribedPredicate.not(resideInAPackage(GENERATED))))
          .should(resideInANullMarkedPackage());

  @Test
  void shouldHaveTinyMains() throws IOException {
    List<Path> mains;
    try (Stream<Path> files = Files.walk(Path.of(System.getProperty("tocsin.root", "..")))) {
      mains =
          files
              .filter(file -> file.toString().contains("/src/main/java/"))
              .filter(
                  file ->
                      file.getFileName().toString().matches("(Ingest|Enrich|Alerts)Main\\.java"))
              .toList();
    }

    assertThat(mains).hasSize(3);
    for (Path main : mains) {
      assertThat(Files.readAllLines(main))
          .as(main.toString())
          .hasSizeLessThanOrEqualTo(LONGEST_MAIN);
    }
  }

  private static ArchRule isAService(String module) {
    return onlyImports(
        module,
        "io.tocsin." + module + "..",
        "io.tocsin.schemas..",
        GENERATED,
        "io.tocsin.runtime..");
  }

  private static ArchRule onlyImports(String module, String... allowed) {
    return noClasses()
        .that()
        .resideInAPackage("io.tocsin." + module + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.tocsin..")
                .and(DescribedPredicate.not(resideInAnyPackage(allowed))));
  }

  private static DescribedPredicate<JavaCall<?>> asksTheWallClock() {
    return call(
        "the wall clock is asked",
        call ->
            WALL_CLOCK.contains(call.getTarget().getName())
                && (call.getTargetOwner().getPackageName().equals("java.time")
                    || call.getTargetOwner().isEquivalentTo(System.class)));
  }

  private static DescribedPredicate<JavaCall<?>> isInexact() {
    return call(
        "a function of Math is called that differs between platforms",
        call ->
            call.getTargetOwner().isEquivalentTo(Math.class)
                && INEXACT.contains(call.getTarget().getName()));
  }

  private static DescribedPredicate<JavaCall<?>> sleeps() {
    return call(
        "a thread sleeps",
        call ->
            call.getTargetOwner().isEquivalentTo(Thread.class)
                && call.getTarget().getName().equals("sleep"));
  }

  private static DescribedPredicate<JavaCall<?>> call(
      String description, Predicate<JavaCall<?>> predicate) {
    return DescribedPredicate.describe(description, predicate);
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + ": its package is not @NullMarked"));
        }
      }
    };
  }
}
