package io.vividly.core.port;

import io.vividly.core.model.Script;

/** Writes a script as a JSON document for other programs. Safe for use by many threads. */
@FunctionalInterface
public interface ScriptFormat {

  /** UTF-8 encoded JSON. */
  byte[] toJson(Script script);
}
