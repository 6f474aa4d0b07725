package io.vividly.core.port;

import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps files under content-derived keys. Safe for use by many threads and processes; blocks for as
 * long as the transfer takes.
 */
public interface MediaStore {

  /**
   * Stores a file, durably and as a whole, before it returns. Storing the same content again is
   * harmless and gives the same key.
   *
   * @throws TransientFailureException if it could not be stored
   */
  MediaRef put(MediaType type, byte[] content);

  /**
   * The content of a stored file.
   *
   * @throws PermanentFailureException if there is no such file, or it is not what was stored
   * @throws TransientFailureException if it could not be read
   */
  byte[] get(MediaRef ref);

  /**
   * Whether a file is there, as far as can be told without reading it as a whole.
   *
   * @throws TransientFailureException if that could not be found out
   */
  boolean contains(MediaRef ref);

  /**
   * An address from which anybody who has it can read the file over HTTP, whole or in ranges, until
   * it is over. It need not say whether the file is there.
   *
   * @param lifetime how long it works, at least 1 s; a store may make it shorter where it must
   * @return empty if the store gives no such addresses; then {@link #get} is the only way
   * @throws TransientFailureException if one could not be made
   */
  default Optional<URI> link(MediaRef ref, Duration lifetime) {
    return Optional.empty();
  }
}
