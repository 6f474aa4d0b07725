package io.vividly.localai.embedding;

import io.vividly.core.port.Embedder;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Embeds with BAAI's {@code bge-small-en-v1.5} (MIT licence), quantized, which comes in a jar and
 * runs in this process. The model is loaded at first use. English only.
 *
 * <p>Texts of one call are embedded in parallel on the common pool; every call of the model itself
 * uses one thread.
 */
public final class BgeEmbedder implements Embedder, AutoCloseable {

  /** The model card asks for it before a short query that looks for long passages. */
  private static final String QUERY_INSTRUCTION =
      "Represent this sentence for searching relevant passages: ";

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private @Nullable BgeModel model;
  private boolean closed;

  @Override
  public int dimensions() {
    return BgeModel.DIMENSIONS;
  }

  @Override
  public String model() {
    return "bge-small-en-v1.5-q";
  }

  @Override
  public float[] embedQuery(String text) {
    return embed(List.of(QUERY_INSTRUCTION + text)).get(0);
  }

  @Override
  public List<float[]> embedPassages(List<String> texts) {
    return texts.isEmpty() ? List.of() : embed(texts);
  }

  /** Waits for calls that are under way, then frees the model; later calls fail. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      if (model != null) {
        model.close();
        model = null;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private List<float[]> embed(List<String> texts) {
    load();
    lock.readLock().lock();
    try {
      BgeModel loaded = model;
      if (loaded == null) {
        throw closedAlready();
      }
      return IntStream.range(0, texts.size())
          .parallel()
          .mapToObj(i -> loaded.embed(texts.get(i)))
          .toList();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void load() {
    lock.readLock().lock();
    try {
      if (model != null) {
        return;
      }
    } finally {
      lock.readLock().unlock();
    }
    lock.writeLock().lock();
    try {
      if (closed) {
        throw closedAlready();
      }
      if (model == null) {
        model = BgeModel.load();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static IllegalStateException closedAlready() {
    return new IllegalStateException("the embedder is closed");
  }
}
