package io.vividly.gcpai;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Instructions for a model, from a resource file. What a student says is never part of them.
 *
 * @param version changes with the text; the number in the file's name
 */
record Prompt(String version, String text) {

  static final Prompt UNDERSTANDING = load("understanding-1");
  static final Prompt SCRIPT = load("script-1");

  private static Prompt load(String name) {
    String file = "prompts/" + name + ".txt";
    try (InputStream in = Prompt.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + file + " is missing");
      }
      return new Prompt(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + file, e);
    }
  }
}
