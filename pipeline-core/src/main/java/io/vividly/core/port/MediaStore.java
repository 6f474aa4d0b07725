package io.vividly.core.port;

import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;

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
}
