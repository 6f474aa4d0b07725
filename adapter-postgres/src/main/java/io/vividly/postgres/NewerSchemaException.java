package io.vividly.postgres;

/** The database has been migrated by a newer version of Vividly. Nothing was changed in it. */
public final class NewerSchemaException extends IllegalStateException {

  NewerSchemaException(String found, String known) {
    super(
        "The database has the schema of a newer Vividly: version "
            + found
            + ", and this one knows "
            + known
            + ". Run the version that made it, or a newer one; nothing was changed.");
  }
}
