package io.vividly.localai.voice;

/** What is heard after a word, from shortest to longest. */
enum Pause {
  NONE(""),
  PHRASE(","),
  STATEMENT("."),
  EXCLAMATION("!"),
  QUESTION("?");

  private final String mark;

  Pause(String mark) {
    this.mark = mark;
  }

  /** The punctuation mark that makes the synthesizer pause and turn its melody. */
  String mark() {
    return mark;
  }

  boolean endsSentence() {
    return compareTo(STATEMENT) >= 0;
  }
}
