package io.vividly.push;

import com.nimbusds.jose.KeySourceException;

/** A token could not be judged, because the keys that it may be signed with could not be had. */
final class KeysUnreachableException extends KeySourceException {

  private static final long serialVersionUID = 1L;

  KeysUnreachableException(String message) {
    super(message);
  }
}
