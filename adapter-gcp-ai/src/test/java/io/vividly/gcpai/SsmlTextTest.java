package io.vividly.gcpai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class SsmlTextTest {

  private final SsmlText english = new SsmlText("en-US");

  @Test
  void marks_every_word_that_is_heard() {
    assertThat(english.words("Why do we \uD83D\uDE00 jump — up?"))
        .extracting(SsmlWord::ssml)
        .containsExactly(
            "<mark name=\"0\"/>Why",
            "<mark name=\"1\"/>do",
            "<mark name=\"2\"/>we",
            "",
            "<mark name=\"4\"/>jump",
            "—",
            "<mark name=\"6\"/>up?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at 9.8 m/s².      | m/s².  | meters per second squared",
        "Water is H₂O      | H₂O    | H two O",
        "A → B             | →      | yields",
        "ten ≈ 3π          | 3π     | three pi",
        "so F=ma           | F=ma   | F equals m A",
        "a 5 kg ball       | kg     | kilogram",
      })
  void puts_formulae_units_and_symbols_into_words(String text, String word, String said) {
    SsmlWord found =
        english.words(text).stream()
            .filter(each -> each.written().equals(word))
            .findFirst()
            .orElseThrow();

    assertThat(found.ssml()).contains("<sub alias=\"" + said).contains(">" + word + "</sub>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Newton's",
        "third-law",
        "Schrödinger’s",
        "“cat”",
        "don't",
        "9.8",
        "50%",
        "(1687)",
        "$5",
        "21st",
        "привет",
        "你好",
        "السلام",
        "DNA"
      })
  void leaves_words_and_numbers_to_google(String word) {
    assertThat(english.words("see " + word + " here").get(1).ssml())
        .isEqualTo("<mark name=\"1\"/>" + word);
  }

  @Test
  void spells_a_letter_that_could_be_an_article() {
    assertThat(english.words("F = m a").get(3).ssml())
        .isEqualTo("<mark name=\"3\"/><say-as interpret-as=\"characters\">A</say-as>.");
  }

  @Test
  void leaves_other_languages_to_google() {
    assertThat(new SsmlText("de-DE").words("Das sind 9,8 m/s².").get(3).ssml())
        .isEqualTo("<mark name=\"3\"/>m/s².");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</speak><audio src=\"http://example.org/x\"/>",
        "a<b>&amp;c'd\"e",
        "]]>",
        "<!--x-->",
        "<mark name=\"9\"/>x",
        "x\u0000y\u0001z\uFFFEw\uD800v",
        "kind\uD83D\uDE00of"
      })
  void nothing_in_a_text_becomes_markup(String text) throws Exception {
    List<SsmlWord> words = english.words(text);
    Element speak =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(new SsmlChunk(words).ssml())))
            .getDocumentElement();

    assertThat(speak.getElementsByTagName("*").getLength())
        .isEqualTo(
            speak.getElementsByTagName("mark").getLength()
                + speak.getElementsByTagName("sub").getLength());
    assertThat(speak.getElementsByTagName("mark").getLength())
        .isEqualTo((int) words.stream().filter(word -> !word.isSilent()).count());
    assertThat(speak.getTextContent().replaceAll("[.,]", ""))
        .isEqualTo(
            text.replaceAll("[\u0000\u0001\uFFFE\uD800]", "")
                .replace("\uD83D\uDE00", "\uD83D\uDE00")
                .replaceAll("[.,]", ""));
  }
}
