package io.callwatch;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.callwatch.app.CelLanguage;

/** One direction: no step reaches back, and only the wiring knows Camel. */
@AnalyzeClasses(packages = "io.callwatch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule arrows = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("callrecord").definedBy("io.callwatch.callrecord")
            .layer("text").definedBy("io.callwatch.text")
            .layer("file").definedBy("io.callwatch.file")
            .layer("graph").definedBy("io.callwatch.graph")
            .layer("rule").definedBy("io.callwatch.rule")
            .layer("alert").definedBy("io.callwatch.alert")
            .layer("ledger").definedBy("io.callwatch.ledger")
            .layer("destination").definedBy("io.callwatch.destination")
            .layer("config").definedBy("io.callwatch.config")
            .layer("connection").definedBy("io.callwatch.connection")
            .layer("app").definedBy("io.callwatch.app")
            .layer("cli").definedBy("io.callwatch.cli")
            .layer("main").definedBy("io.callwatch")
            .whereLayer("callrecord").mayNotAccessAnyLayer()
            .whereLayer("text").mayNotAccessAnyLayer()
            .whereLayer("file").mayNotAccessAnyLayer()
            .whereLayer("graph").mayOnlyAccessLayers("callrecord", "text")
            .whereLayer("rule").mayOnlyAccessLayers("callrecord", "text")
            .whereLayer("alert").mayOnlyAccessLayers("callrecord", "rule")
            .whereLayer("ledger").mayOnlyAccessLayers("alert", "callrecord", "file", "graph", "rule")
            .whereLayer("destination").mayOnlyAccessLayers("alert", "callrecord", "file", "rule", "text")
            .whereLayer("config").mayOnlyAccessLayers("text")
            .whereLayer("connection").mayOnlyAccessLayers("config", "destination", "text")
            .whereLayer("connection").mayOnlyBeAccessedByLayers("app", "cli")
            .whereLayer("cli").mayOnlyBeAccessedByLayers("main")
            .whereLayer("app").mayOnlyBeAccessedByLayers("cli");

    @ArchTest
    static final ArchRule onlyTheWiringKnowsCamel = noClasses().that().resideOutsideOfPackage("io.callwatch.app..")
            .should().dependOnClassesThat().resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule settingsAreOfTheJdkAlone = noClasses().that().resideInAPackage("io.callwatch.config")
            .should().dependOnClassesThat(resideOutsideOfPackages("java..", "io.callwatch.config", "io.callwatch.text"));

    /** A host that takes the library for conditions in its routes alone may leave the rest out, as the README says. */
    @ArchTest
    static final ArchRule conditionsNeedLittleOfWhatTheLibraryBrings = noClasses().that()
            .resideInAnyPackage("io.callwatch.callrecord", "io.callwatch.text", "io.callwatch.graph", "io.callwatch.rule")
            .or().haveFullyQualifiedName(CelLanguage.class.getName())
            .should().dependOnClassesThat(resideOutsideOfPackages("java..", "org.apache.camel..", "com.fasterxml.jackson..",
                    "dev.cel..", "com.google.common..", "com.google.i18n.phonenumbers..", "io.callwatch.callrecord", "io.callwatch.text",
                    "io.callwatch.graph", "io.callwatch.rule").and(not(belongToAnyOf(CelLanguage.class))));
}
