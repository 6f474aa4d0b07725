package io.vividly.lucene;

import io.vividly.core.model.Passage;
import io.vividly.core.port.Embedder;
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

  /** Embeds and indexes all passages, into a folder that nobody else uses. */
  static void write(Path folder, List<Passage> passages, Embedder embedder, Analyzer analyzer)
      throws IOException {
    List<float[]> vectors =
        embedder.embedPassages(passages.stream().map(Fields::searchText).toList());
    IndexWriterConfig config =
        new IndexWriterConfig(analyzer).setMergeScheduler(new SerialMergeScheduler());
    try (Directory directory = new NIOFSDirectory(folder);
        IndexWriter writer = new IndexWriter(directory, config)) {
      for (int i = 0; i < passages.size(); i++) {
        writer.addDocument(Fields.toDocument(passages.get(i), vectors.get(i)));
      }
      writer.forceMerge(1);
    }
  }

  /**
   * Reads an index into memory, where it is small (a few megabytes) and safe from whoever cleans
   * the folder up.
   *
   * @throws IOException if it is missing, damaged or not of the size expected
   */
  static DirectoryReader read(Path folder, int passages) throws IOException {
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
      if (reader.numDocs() != passages) {
        throw new IOException("index of " + reader.numDocs() + " passages, not " + passages);
      }
      return reader;
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }
}
