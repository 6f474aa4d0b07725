package io.vividly.lucene;

import io.vividly.core.port.Embedder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;

/**
 * Keeps one index per library, embedding model and length of its vectors, in a folder named by the
 * digests of both. An index is written aside and then renamed, in one step; so what has its final
 * name is whole, and processes that start together at worst do the same work twice.
 */
final class IndexCache {

  /** Goes into every key: a change of the format, or of what is embedded, must raise it. */
  private static final String FORMAT = "2";

  private final Path root;
  private final Embedder embedder;
  private final Analyzer analyzer;

  IndexCache(Path root, Embedder embedder, Analyzer analyzer) {
    this.root = root;
    this.embedder = embedder;
    this.analyzer = analyzer;
  }

  /** Opens the index of a library; builds it first if it is missing, damaged or out of date. */
  DirectoryReader open(Library library) {
    Path folder = root.resolve(key(library));
    try {
      Files.createDirectories(root);
      if (Files.isDirectory(folder)) {
        try {
          return PassageIndex.read(folder, library.passages().size());
        } catch (IOException | RuntimeException damaged) {
          return rebuild(library, folder, damaged);
        }
      }
      return build(library, folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the index under " + root, e);
    }
  }

  private DirectoryReader rebuild(Library library, Path folder, Exception damaged)
      throws IOException {
    try {
      Path aside = Files.createTempDirectory(root, "damaged-");
      moveUnlessGone(folder, aside.resolve("index"));
      delete(aside);
      return build(library, folder);
    } catch (IOException | RuntimeException e) {
      e.addSuppressed(damaged);
      throw e;
    }
  }

  private DirectoryReader build(Library library, Path folder) throws IOException {
    Path fresh = Files.createTempDirectory(root, "building-");
    try {
      PassageIndex.write(fresh, library.passages(), vectors(library), analyzer);
      DirectoryReader reader = PassageIndex.read(fresh, library.passages().size());
      moveUnlessTaken(fresh, folder);
      return reader;
    } finally {
      delete(fresh);
    }
  }

  private PassageVectors vectors(Library library) throws IOException {
    PassageVectors vectors = new PassageVectors(library.passages());
    for (Path earlier : ofThisModel()) {
      if (vectors.areComplete()) {
        break;
      }
      try (DirectoryReader reader = PassageIndex.read(earlier)) {
        vectors.reuse(reader);
      } catch (IOException | IllegalArgumentException damaged) {
        // What it might have saved is embedded anew; it is rebuilt if ever it is opened again.
      }
    }
    vectors.complete(embedder);
    return vectors;
  }

  /** The folders of indexes with vectors of the same model. */
  private List<Path> ofThisModel() throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith(modelKey()))
          .toList();
    }
  }

  /** Another process may have moved it already. */
  private static void moveUnlessGone(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (Files.exists(from)) {
        throw e;
      }
    }
  }

  /** Another process may have built the same index in the meantime. */
  private static void moveUnlessTaken(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(to)) {
        throw e;
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }

  private String key(Library library) {
    return modelKey() + digest(library.digest());
  }

  private String modelKey() {
    String dimensions = Integer.toString(embedder.dimensions());
    return digest(FORMAT, embedder.model(), dimensions).substring(0, 8) + "-";
  }

  private static String digest(String... parts) {
    MessageDigest digest = Library.sha256();
    for (String part : parts) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
  }
}
