package io.vividly.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The starter corpus as it lies in the sources. */
final class CorpusFiles {

  private static final Path FOLDER = Path.of("src/main/resources/corpus");

  private CorpusFiles() {}

  static List<SourceText> all() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(file -> read(FOLDER.relativize(file).toString().replace('\\', '/')))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SourceText read(String name) {
    return SourceText.read(FOLDER.resolve(name), name);
  }
}
