package io.tocsin.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** Quickstart's house rules do not see this module, which nobody may import: its own. */
@AnalyzeClasses(
    packages = "io.tocsin.benchmarks",
    importOptions = ImportOption.DoNotIncludeTests.class)
class BenchmarksHouseRulesTest {

  @ArchTest
  static final ArchRule series_and_reference_know_no_product =
      noClasses()
          .that()
          .resideInAnyPackage("..benchmarks.series..", "..benchmarks.scorecard..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.tocsin.alerts.core.detect..");

  @ArchTest
  static final ArchRule chance_and_time_are_passed_in =
      noClasses()
          .that()
          .resideOutsideOfPackage("..benchmarks.speed..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule packages_are_null_marked =
      classes()
          .should(
              ArchCondition.from(
                  DescribedPredicate.<JavaClass>describe(
                      "be in a package that is @NullMarked",
                      type -> type.getPackage().isAnnotatedWith(NullMarked.class))));
}
