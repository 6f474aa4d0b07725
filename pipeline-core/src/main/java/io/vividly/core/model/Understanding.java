package io.vividly.core.model;

import java.util.List;

/** What the student's question was understood to be. */
public sealed interface Understanding extends StageOutput {

  /**
   * The question is about one topic.
   *
   * @param confidence from 0 to 1
   */
  record Understood(Topic topic, double confidence) implements Understanding {
    public Understood {
      Require.that(
          confidence >= 0 && confidence <= 1, "confidence must be from 0 to 1, not " + confidence);
    }
  }

  /** Several topics compete; the student has to choose. */
  record ClarificationNeeded(List<String> questions) implements Understanding {
    public ClarificationNeeded {
      questions = List.copyOf(questions);
      Require.notEmpty(questions, "clarifying questions");
    }
  }

  /**
   * The question is not one that can be answered here.
   *
   * @param reason a sentence for the student
   */
  record OutOfScope(String reason) implements Understanding {
    public OutOfScope {
      Require.text(reason, "reason");
    }
  }
}
