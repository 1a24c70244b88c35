package dev.lastro;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    @Test
    void everyArrowIsAllowed() {
        ApplicationModules.of(LastroApplication.class).verify();
    }

    @Test
    void theLoanCoreIsPure() {
        dependsOnly("dev.lastro.loan", "java.math");
    }

    /** What an auditor's own program would need: mathematics, and the file of a key. */
    @Test
    void proofsArePure() {
        dependsOnly(
                "dev.lastro.proof",
                "java.math",
                "java.io",
                "java.nio..",
                "java.security..",
                "javax.crypto..",
                "org.slf4j");
    }

    private static void dependsOnly(String packageName, String... further) {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(packageName);
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(further)
                        .or(resideInAnyPackage(
                                packageName,
                                "java.lang..",
                                "java.util..",
                                "java.time..",
                                "java.security",
                                "java.nio.charset",
                                "org.jspecify.annotations",
                                "org.springframework.modulith")))
                .check(classes);
    }
}
