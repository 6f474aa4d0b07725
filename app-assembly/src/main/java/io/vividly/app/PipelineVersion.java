package io.vividly.app;

import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.localai.script.PassageScriptWriter;
import io.vividly.lucene.LuceneKnowledgeBase;
import io.vividly.video.Mp4VideoRenderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

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

  /** Adds a JAR file, or a folder of classes. */
  private static void add(MessageDigest digest, Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(Files.readAllBytes(file));
      }
    }
  }
}
