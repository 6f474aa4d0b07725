package io.vividly.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import org.junit.jupiter.api.Test;

class ClarifiedQueryTest {

  @Test
  void saysFirstWhatIsMeant() {
    assertThat(ClarifiedQuery.of("Explain the law", "Newton's third"))
        .isEqualTo("Newton's third\nExplain the law");
  }

  @Test
  void cutsALongQuestionBetweenCharacters() {
    String answer = "💡".repeat(RequestDesk.MAX_ANSWER_LENGTH);
    String question = "💡".repeat(ContentRequest.MAX_QUERY_LENGTH);

    String clarified = ClarifiedQuery.of(question, answer);

    assertThat(clarified.codePointCount(0, clarified.length()))
        .isEqualTo(ContentRequest.MAX_QUERY_LENGTH);
    assertThat(clarified).startsWith(answer + "\n💡").endsWith("💡…");
  }

  @Test
  void leavesAQuestionThatJustFitsAsItIs() {
    String question = "a".repeat(ContentRequest.MAX_QUERY_LENGTH - 2);

    assertThat(ClarifiedQuery.of(question, "b")).isEqualTo("b\n" + question);
  }
}
