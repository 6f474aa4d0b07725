package io.vividly.testkit.google;

import org.jspecify.annotations.Nullable;

/**
 * What must hold of the object for a call to do anything. Generation 0 means that there is none.
 *
 * @see <a href="https://cloud.google.com/storage/docs/request-preconditions">Request
 *     preconditions</a>
 */
record StoragePreconditions(
    @Nullable Long generation,
    @Nullable Long notGeneration,
    @Nullable Long metageneration,
    @Nullable Long notMetageneration) {

  static final String[] PARAMETERS = {
    "ifGenerationMatch", "ifGenerationNotMatch", "ifMetagenerationMatch", "ifMetagenerationNotMatch"
  };

  static StoragePreconditions of(StorageCall call) throws StorageError {
    return new StoragePreconditions(
        number(call, PARAMETERS[0]),
        number(call, PARAMETERS[1]),
        number(call, PARAMETERS[2]),
        number(call, PARAMETERS[3]));
  }

  void check(@Nullable StoredObject current) throws StorageError {
    long is = current == null ? 0 : current.generation();
    long meta = current == null ? 0 : current.metageneration();
    boolean holds =
        (generation == null || generation == is)
            && (notGeneration == null || notGeneration != is)
            && (metageneration == null || metageneration == meta)
            && (notMetageneration == null || notMetageneration != meta);
    if (!holds) {
      throw StorageError.precondition();
    }
  }

  static @Nullable Long number(StorageCall call, String name) throws StorageError {
    String value = call.parameter(name);
    if (value == null) {
      return null;
    }
    try {
      return Long.valueOf(value);
    } catch (NumberFormatException e) {
      throw StorageError.invalid("Invalid value for " + name + ": " + value);
    }
  }
}
