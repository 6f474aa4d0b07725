package io.vividly.lucene;

/** A file that cannot be taken in. The message names the file, the line and what is wrong. */
public final class InvalidSourceException extends RuntimeException {

  private final String file;
  private final int line;

  InvalidSourceException(String file, int line, String problem) {
    super(file + ":" + line + ": " + problem);
    this.file = file;
    this.line = line;
  }

  public String file() {
    return file;
  }

  /** From 1. */
  public int line() {
    return line;
  }
}
