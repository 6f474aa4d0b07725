package io.vividly.api;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.UncheckedExecutionException;
import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.PermanentFailureException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * The files of the media store. A player asks for a video piece by piece, so what was read is kept
 * for a while, up to a bound.
 */
final class MediaFiles {

  private static final long CACHE_BYTES = 96L * 1024 * 1024;
  private static final Duration CACHE_TIME = Duration.ofMinutes(5);

  private final MediaStore store;
  // One segment: Guava bounds each segment on its own, and a file may be large.
  private final Cache<MediaKey, byte[]> cache =
      CacheBuilder.newBuilder()
          .concurrencyLevel(1)
          .maximumWeight(CACHE_BYTES)
          .weigher((MediaKey key, byte[] content) -> content.length)
          .expireAfterAccess(CACHE_TIME)
          .build();

  MediaFiles(MediaStore store) {
    this.store = store;
  }

  /** Empty for a file of a kind that nobody makes. */
  static Optional<MediaType> type(MediaKey key) {
    String extension = key.value().substring(key.value().lastIndexOf('.') + 1);
    return Arrays.stream(MediaType.values())
        .filter(type -> type.extension().equals(extension))
        .findFirst();
  }

  /** The content, not to be changed; empty if there is no such file. */
  Optional<byte[]> find(MediaKey key, MediaType type) {
    MediaRef ref = ref(key, type);
    try {
      return Optional.of(cache.get(key, () -> store.get(ref)));
    } catch (ExecutionException | UncheckedExecutionException e) {
      if (e.getCause() instanceof PermanentFailureException) {
        return Optional.empty();
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("the media store threw a checked exception", e);
    }
  }

  /** Where the store itself gives the file out for a while; empty if it does not. */
  Optional<URI> elsewhere(MediaKey key, MediaType type, Duration lifetime) {
    return store.link(ref(key, type), lifetime);
  }

  /** The stores go by key and type; where it is and how large, they know themselves. */
  private static MediaRef ref(MediaKey key, MediaType type) {
    return new MediaRef(key, type, URI.create("media:" + key), 0);
  }
}
