package io.vividly.testkit;

import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.PermanentFailureException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps files in memory. */
public final class InMemoryMediaStore implements MediaStore {

  private final FaultInjector puts = new FaultInjector();
  private final Map<MediaKey, byte[]> files = new ConcurrentHashMap<>();

  @Override
  public MediaRef put(MediaType type, byte[] content) {
    puts.pass();
    MediaKey key = MediaKey.of(type, content);
    files.putIfAbsent(key, content.clone());
    return new MediaRef(key, type, URI.create("memory:/" + key), content.length);
  }

  @Override
  public byte[] get(MediaRef ref) {
    byte[] content = files.get(ref.key());
    if (content == null) {
      throw new PermanentFailureException("The media store has no file " + ref.key() + ".");
    }
    return content.clone();
  }

  @Override
  public boolean contains(MediaRef ref) {
    byte[] content = files.get(ref.key());
    return content != null && content.length == ref.size();
  }

  /** Stands before every storing of a file. */
  public FaultInjector puts() {
    return puts;
  }

  /** Removes a file, as somebody who tidies up would. */
  public void lose(MediaRef ref) {
    files.remove(ref.key());
  }

  /** The names of the files that are kept. */
  public Set<MediaKey> keys() {
    return Set.copyOf(files.keySet());
  }
}
