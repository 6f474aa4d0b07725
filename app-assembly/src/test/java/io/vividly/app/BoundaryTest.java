package io.vividly.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the modules to what docs/architecture.md says: an allow-list for each. */
class BoundaryTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.vividly");

  @ParameterizedTest
  @CsvSource({
    "io.vividly.core..,     ''",
    "io.vividly.json..,     io.vividly.core..",
    "io.vividly.testkit..,  io.vividly.core..",
    "io.vividly.push..,     io.vividly.core..;io.vividly.json..",
    "io.vividly.api..,      io.vividly.core..;io.vividly.json..",
    "io.vividly.pubsub..,   io.vividly.core..;io.vividly.json..",
    "io.vividly.postgres.., io.vividly.core..;io.vividly.json..",
    "io.vividly.lucene..,   io.vividly.core..",
    "io.vividly.localai..,  io.vividly.core..",
    "io.vividly.video..,    io.vividly.core..",
    "io.vividly.gcpai..,    io.vividly.core..;io.vividly.json..",
    "io.vividly.gcs..,      io.vividly.core..",
  })
  void a_module_sees_only_what_it_may(String module, String allowed) {
    assertThat(CLASSES.that(resideInAPackage(module))).as("classes of " + module).isNotEmpty();
    classes()
        .that()
        .resideInAPackage(module)
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(module)
                .or(resideInAnyPackage(allowed.split(";")))
                .or(not(resideInAPackage("io.vividly.."))))
        .check(CLASSES);
  }

  @Test
  void every_package_is_null_marked() {
    List<String> unmarked =
        CLASSES.stream()
            .map(type -> type.getPackage())
            .distinct()
            .filter(type -> !type.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();
    assertThat(unmarked).isEmpty();
  }
}
