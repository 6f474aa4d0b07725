package io.vividly.localai.understanding;

import io.vividly.core.port.Embedder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Keeps the vectors of the curriculum's phrases in a file. The file is written aside and renamed,
 * so that processes may share it; one that is damaged, or of another model, is written anew.
 */
final class VectorCache {

  private static final int MAGIC = 0x56564543;

  private final Path folder;
  private final Embedder embedder;

  VectorCache(Path folder, Embedder embedder) {
    this.folder = folder;
    this.embedder = embedder;
  }

  /** The vectors of all texts, of which only the new ones are embedded. */
  List<float[]> embed(List<String> texts) {
    Path file = folder.resolve("curriculum-vectors.bin");
    Map<String, float[]> known = read(file);
    List<String> missing =
        new LinkedHashSet<>(texts).stream().filter(text -> !known.containsKey(text)).toList();
    List<float[]> fresh = embedder.embedPassages(missing);
    for (int i = 0; i < missing.size(); i++) {
      known.put(missing.get(i), fresh.get(i));
    }
    if (!missing.isEmpty()) {
      known.keySet().retainAll(new LinkedHashSet<>(texts));
      write(file, known);
    }
    List<float[]> vectors = new ArrayList<>(texts.size());
    for (String text : texts) {
      vectors.add(known.getOrDefault(text, new float[0]));
    }
    return vectors;
  }

  private Map<String, float[]> read(Path file) {
    if (!Files.exists(file)) {
      return new HashMap<>();
    }
    CRC32 crc = new CRC32();
    try (DataInputStream in =
        new DataInputStream(
            new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), crc))) {
      Map<String, float[]> vectors = new HashMap<>();
      if (in.readInt() != MAGIC
          || !in.readUTF().equals(embedder.model())
          || in.readInt() != embedder.dimensions()) {
        return vectors;
      }
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        vectors.put(in.readUTF(), vector(in));
      }
      long sum = crc.getValue();
      return in.readLong() == sum ? vectors : new HashMap<>();
    } catch (IOException damaged) {
      return new HashMap<>();
    }
  }

  private float[] vector(DataInputStream in) throws IOException {
    float[] vector = new float[embedder.dimensions()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = in.readFloat();
    }
    return vector;
  }

  private void write(Path file, Map<String, float[]> vectors) {
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, "vectors-", ".tmp");
      try {
        write(vectors, fresh);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the curriculum's vectors under " + folder, e);
    }
  }

  private void write(Map<String, float[]> vectors, Path file) throws IOException {
    CRC32 crc = new CRC32();
    try (DataOutputStream out =
        new DataOutputStream(
            new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), crc))) {
      out.writeInt(MAGIC);
      out.writeUTF(embedder.model());
      out.writeInt(embedder.dimensions());
      out.writeInt(vectors.size());
      for (Map.Entry<String, float[]> entry : vectors.entrySet()) {
        out.writeUTF(entry.getKey());
        for (float value : entry.getValue()) {
          out.writeFloat(value);
        }
      }
      out.flush();
      out.writeLong(crc.getValue());
    }
  }
}
