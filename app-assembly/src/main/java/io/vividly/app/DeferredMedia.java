package io.vividly.app;

import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.port.MediaStore;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Media that wait for their store, which is loaded while the program takes messages already. */
record DeferredMedia(Loading<MediaStore> store) implements MediaStore {

  @Override
  public MediaRef put(MediaType type, byte[] content) {
    return store.get().put(type, content);
  }

  @Override
  public byte[] get(MediaRef ref) {
    return store.get().get(ref);
  }

  @Override
  public boolean contains(MediaRef ref) {
    return store.get().contains(ref);
  }

  @Override
  public Optional<URI> link(MediaRef ref, Duration lifetime) {
    return store.get().link(ref, lifetime);
  }
}
