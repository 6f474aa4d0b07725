package io.vividly.core.model;

/** A question with which students check their understanding. */
public record CheckQuestion(String question, String answer) {

  public CheckQuestion {
    Require.text(question, "question");
    Require.text(answer, "answer");
  }
}
