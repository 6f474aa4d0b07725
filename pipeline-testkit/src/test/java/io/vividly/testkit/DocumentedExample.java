package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What stands between two marks in a test class, and in docs/testkit.md. */
final class DocumentedExample {

  private DocumentedExample() {}

  static void assertDocumented(Class<?> test) throws IOException {
    Path module = Path.of("").toAbsolutePath();
    String source =
        Files.readString(
            module.resolve("src/test/java/" + test.getName().replace('.', '/') + ".java"));
    String example =
        source
            .substring(source.indexOf("  // Example: begin\n"), source.indexOf("  // Example: end"))
            .lines()
            .skip(1)
            .map(line -> line.startsWith("  ") ? line.substring(2) : line)
            .collect(Collectors.joining("\n"))
            .strip();
    assertThat(Files.readString(module.resolveSibling("docs/testkit.md"))).contains(example);
  }
}
