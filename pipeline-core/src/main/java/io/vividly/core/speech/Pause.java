package io.vividly.core.speech;

/** What is heard after a word, from shortest to longest. */
public enum Pause {
  NONE(""),
  PHRASE(","),
  STATEMENT("."),
  EXCLAMATION("!"),
  QUESTION("?");

  private final String mark;

  Pause(String mark) {
    this.mark = mark;
  }

  /** The punctuation mark that makes a synthesizer pause and turn its melody. */
  public String mark() {
    return mark;
  }

  public boolean endsSentence() {
    return compareTo(STATEMENT) >= 0;
  }
}
