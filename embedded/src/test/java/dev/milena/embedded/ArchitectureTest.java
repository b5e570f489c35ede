package dev.milena.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The shape of the hub: who may know whom. */
class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.milena");

  @Test
  void modelDependsOnNothingOfOurs() {
    noClasses()
        .that()
        .resideInAPackage("dev.milena.model..")
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are ours, but not of the model",
                c ->
                    c.getPackageName().startsWith("dev.milena")
                        && !c.getPackageName().startsWith("dev.milena.model")))
        .check(OURS);
  }

  @Test
  void modelKnowsNoFramework() {
    noClasses()
        .that()
        .resideInAPackage("dev.milena.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..", "io.vertx..", "io.smallrye..", "jakarta..", "org.apache.kafka..")
        .check(OURS);
  }

  @Test
  void routerNeverSeesPlatforms() {
    noClasses()
        .that()
        .resideInAPackage("dev.milena.router..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.milena.platform..")
        .check(OURS);
  }

  @Test
  void ingressAndEgressHaveNoDatabase() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.milena.ingress..", "dev.milena.egress..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..", "io.vertx.sqlclient..", "jakarta.persistence..", "org.hibernate..")
        .check(OURS);
  }

  @Test
  void stagesDoNotKnowEachOther() {
    slices()
        .matching("dev.milena.(ingress|router|egress)..")
        .should()
        .notDependOnEachOther()
        .check(OURS);
  }

  @Test
  void stagesKnowTheSpiAndNoPlatform() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.milena.ingress..",
            "dev.milena.egress..",
            "dev.milena.cli..",
            "dev.milena.embedded..")
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "belong to one platform",
                c ->
                    c.getPackageName().startsWith("dev.milena.platform.")
                        && !c.getPackageName().startsWith("dev.milena.platform.testkit")))
        .check(OURS);
  }

  @Test
  void platformsDoNotSeeEachOther() {
    slices()
        .matching("dev.milena.platform.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            com.tngtech.archunit.base.DescribedPredicate.alwaysTrue(),
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "is the testkit",
                c -> c.getPackageName().startsWith("dev.milena.platform.testkit")))
        .check(OURS);
  }

  @Test
  void platformsKnowNoStageAndNoBus() {
    noClasses()
        .that()
        .resideInAPackage("dev.milena.platform..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.milena.ingress..",
            "dev.milena.router..",
            "dev.milena.egress..",
            "dev.milena.bus..",
            "dev.milena.embedded..")
        .check(OURS);
  }

  @Test
  void beansAreMadeByConstructor() {
    com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage("dev.milena..")
        .should()
        .beAnnotatedWith(jakarta.inject.Inject.class)
        .check(OURS);
  }

  @Test
  void beansOfAPlatformAreNobodyElsesBusiness() {
    classes()
        .that()
        .resideInAPackage("dev.milena.platform.*..")
        .and(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are beans of the SPI",
                c ->
                    java.util.stream.Stream.of(
                            dev.milena.platform.Platform.class,
                            dev.milena.platform.InboundConnector.class,
                            dev.milena.platform.OutboundConnector.class,
                            dev.milena.platform.Gateway.class,
                            dev.milena.platform.Media.class,
                            dev.milena.platform.Rehearsal.class,
                            dev.milena.platform.PlatformCommand.class)
                        .anyMatch(c::isAssignableTo)))
        .should()
        .bePackagePrivate()
        .allowEmptyShould(false)
        .check(OURS);
  }
}
