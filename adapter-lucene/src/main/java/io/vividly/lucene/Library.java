package io.vividly.lucene;

import io.vividly.core.model.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Files that were taken in together.
 *
 * @param digest of all their names and bytes
 */
record Library(String digest, List<Document> documents) {

  private static final String CORPUS = "corpus";

  /** The starter corpus: all of it that lies in the jar, or the class folder, of this class. */
  static Library shipped() {
    Path home = codeSource();
    if (Files.isDirectory(home)) {
      return read(home.resolve(CORPUS), TopicFormat::read);
    }
    try (FileSystem jar = FileSystems.newFileSystem(home)) {
      return read(jar.getPath(CORPUS), TopicFormat::read);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + home, e);
    }
  }

  /**
   * Books of the user's own: every Markdown file in a folder and below.
   *
   * @throws InvalidSourceException if one of them cannot be taken in
   */
  static Library books(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("not a folder of Markdown files: " + folder);
    }
    return read(folder, BookFormat::read);
  }

  List<Passage> passages() {
    return documents.stream().flatMap(document -> document.passages().stream()).toList();
  }

  private static Library read(Path folder, Function<SourceText, Document> format) {
    List<SourceText> sources = sources(folder);
    MessageDigest digest = sha256();
    for (SourceText source : sources) {
      digest.update(source.name().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(source.text().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return new Library(
        HexFormat.of().formatHex(digest.digest()), sources.stream().map(format).toList());
  }

  private static List<SourceText> sources(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(md|markdown)"))
          .filter(Files::isRegularFile)
          .map(file -> SourceText.read(file, name(folder, file)))
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static Path codeSource() {
    try {
      return Path.of(Library.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path holds a malformed location", e);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
