package io.vividly.app;

import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.localai.script.PassageScriptWriter;
import io.vividly.lucene.LuceneKnowledgeBase;
import io.vividly.video.Mp4VideoRenderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Names the code and the knowledge that answers are made with, so that an answer made with other
 * ones is not taken for the same: the digest of the modules that shape an answer. Builds of the
 * same sources have the same.
 */
final class PipelineVersion {

  private static final List<Class<?>> ONE_OF_EACH_MODULE =
      List.of(
          ContentPipeline.class,
          LuceneKnowledgeBase.class,
          PassageScriptWriter.class,
          Mp4VideoRenderer.class);

  private PipelineVersion() {}

  static String ofThisBuild() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Class<?> type : ONE_OF_EACH_MODULE) {
        add(digest, location(type));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program's own files", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class that was loaded from nowhere", e);
    }
  }

  private static void add(MessageDigest digest, Path place) throws IOException {
    if (Files.isDirectory(place)) {
      addFolder(digest, place);
    } else {
      addJar(digest, place);
    }
  }

  /**
   * By the checksums that it has of its files: to digest all of it anew takes a good part of the
   * time in which a process starts.
   */
  private static void addJar(MessageDigest digest, Path file) throws IOException {
    try (ZipFile jar = new ZipFile(file.toFile())) {
      jar.stream()
          .sorted(Comparator.comparing(ZipEntry::getName))
          .map(entry -> entry.getName() + ' ' + entry.getSize() + ' ' + entry.getCrc() + '\n')
          .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static void addFolder(MessageDigest digest, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(Files.readAllBytes(file));
      }
    }
  }
}
