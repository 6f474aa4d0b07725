package io.vividly.lucene;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TopicFormatTest {

  private static final String HEAD =
      "---\nid: a\ntitle: A\nsubject: physics\nkeywords: [x]\nquestions: [y]\nsource: s\nlicence: l\n---\n";
  private static final String DEFINITION = "## Definition\nTerm: A\nIn short: It is.\n";

  @Test
  void namesFileAndLineOfWhatIsWrong() {
    assertProblem("# Text\n", "physics/a.md:1: the front matter has no \"id\"");
    assertProblem(
        HEAD.replace("physics", "magic") + DEFINITION,
        "physics/a.md:4: \"magic\" is not a subject");
    assertProblem(HEAD + "words\n" + DEFINITION, "physics/a.md:10: expected a section");
    assertProblem(
        HEAD + DEFINITION + "\n## Hook\n\n", "physics/a.md:14: the section \"Hook\" is empty");
    assertProblem(HEAD + "## Hook\nText.\n", "physics/a.md:9: there is no section");
    assertProblem(HEAD + "## Definition\nTerm: A\n", "physics/a.md:10: the definition has no");
    assertProblem(
        HEAD.replace("title: A", "title:") + DEFINITION, "physics/a.md:3: \"title\" needs");
  }

  private static void assertProblem(String text, String message) {
    assertThatThrownBy(() -> TopicFormat.read(new SourceText("physics/a.md", text)))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageStartingWith(message);
  }
}
