package io.vividly.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Core stands on the JDK and jspecify alone, and its packages on one another in one direction. */
class ArchitectureTest {

  private static final String[] OUTSIDE = {"java..", "org.jspecify.annotations.."};

  private final JavaClasses core =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.vividly.core");

  @Test
  void core_depends_on_the_jdk_and_jspecify_alone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify.annotations..", "io.vividly.core..")
        .check(core);
  }

  @Test
  void model_depends_on_nothing_else_in_core() {
    assertDependsOnlyOn("model");
  }

  @Test
  void caption_depends_on_model() {
    assertDependsOnlyOn("caption", "model");
  }

  @Test
  void port_depends_on_model_and_caption() {
    assertDependsOnlyOn("port", "model", "caption");
  }

  @Test
  void check_depends_on_model_and_port() {
    assertDependsOnlyOn("check", "model", "port");
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("io.vividly.core.(*)..").should().beFreeOfCycles().check(core);
  }

  @Test
  void every_package_is_null_marked() {
    assertThat(core.getPackage("io.vividly.core").getSubpackages())
        .extracting(JavaPackage::getName)
        .containsExactlyInAnyOrder(
            "io.vividly.core.caption",
            "io.vividly.core.check",
            "io.vividly.core.fallback",
            "io.vividly.core.model",
            "io.vividly.core.pipeline",
            "io.vividly.core.port",
            "io.vividly.core.sound",
            "io.vividly.core.speech");
    assertThat(core.getPackage("io.vividly.core").getSubpackages())
        .allMatch(each -> each.isAnnotatedWith(NullMarked.class));
  }

  private void assertDependsOnlyOn(String name, String... others) {
    String[] allowed =
        Stream.of(
                Stream.of(OUTSIDE),
                Stream.of("io.vividly.core." + name),
                Stream.of(others).map(other -> "io.vividly.core." + other))
            .flatMap(each -> each)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("io.vividly.core." + name)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .check(core);
  }
}
