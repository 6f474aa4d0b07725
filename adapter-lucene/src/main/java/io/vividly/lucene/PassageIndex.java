package io.vividly.lucene;

import io.vividly.core.model.Passage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.NIOFSDirectory;

/** Writes and opens the index of one library. */
final class PassageIndex {

  private PassageIndex() {}

  /** Indexes all passages, into a folder that nobody else uses. */
  static void write(Path folder, List<Passage> passages, PassageVectors vectors, Analyzer analyzer)
      throws IOException {
    IndexWriterConfig config =
        new IndexWriterConfig(analyzer).setMergeScheduler(new SerialMergeScheduler());
    try (Directory directory = new NIOFSDirectory(folder);
        IndexWriter writer = new IndexWriter(directory, config)) {
      for (Passage passage : passages) {
        writer.addDocument(Fields.toDocument(passage, vectors.of(passage)));
      }
      writer.forceMerge(1);
    }
  }

  /**
   * Reads an index into memory, where it is small (a few megabytes) and safe from whoever cleans
   * the folder up.
   *
   * @throws IOException if it is missing or damaged
   */
  static DirectoryReader read(Path folder) throws IOException {
    Directory memory = new ByteBuffersDirectory();
    try (Directory disk = new NIOFSDirectory(folder)) {
      for (String file : disk.listAll()) {
        memory.copyFrom(disk, file, file, IOContext.READONCE);
      }
    }
    DirectoryReader reader = DirectoryReader.open(memory);
    try {
      for (LeafReaderContext leaf : reader.leaves()) {
        leaf.reader().checkIntegrity();
      }
      return reader;
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * As above.
   *
   * @throws IOException also if it is not of the size expected
   */
  static DirectoryReader read(Path folder, int passages) throws IOException {
    DirectoryReader reader = read(folder);
    if (reader.numDocs() != passages) {
      reader.close();
      throw new IOException("index of " + reader.numDocs() + " passages, not " + passages);
    }
    return reader;
  }
}
