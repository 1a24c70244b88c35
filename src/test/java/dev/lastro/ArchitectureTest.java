package dev.lastro;

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
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.lastro.loan");
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.lastro.loan",
                        "java.lang..",
                        "java.util..",
                        "java.math",
                        "java.time..",
                        "java.security",
                        "java.nio.charset",
                        "org.jspecify.annotations",
                        "org.springframework.modulith")
                .check(classes);
    }
}
