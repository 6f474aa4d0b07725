package io.vividly.localai.understanding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Word lists and examples that lie beside the classes. */
final class Resource {

  private Resource() {}

  /** The lines of a file, stripped, without blank ones and comments. */
  static List<String> lines(String name) {
    try (InputStream in = Resource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the class path has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  static Set<String> words(String name) {
    Set<String> words = new LinkedHashSet<>();
    lines(name).forEach(line -> words.addAll(List.of(line.split("\\s+"))));
    return words;
  }
}
