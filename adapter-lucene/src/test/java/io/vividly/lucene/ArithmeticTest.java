package io.vividly.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Works out again every sum that the starter corpus shows. */
class ArithmeticTest {

  private static final Pattern FORMULA = Pattern.compile("\\$\\$(.+?)\\$\\$|\\$([^$]+)\\$");

  @Test
  void everySumOfTheCorpusIsRight() {
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    int formulae = 0;
    for (SourceText source : CorpusFiles.all()) {
      List<String> lines = source.lines();
      for (int i = 0; i < lines.size(); i++) {
        Matcher formula = FORMULA.matcher(lines.get(i));
        while (formula.find()) {
          formulae++;
          String latex = formula.group(1) != null ? formula.group(1) : formula.group(2);
          for (LatexChain.Link link : LatexChain.of(latex).links()) {
            checked++;
            if (!link.right()) {
              wrong.add(source.name() + ":" + (i + 1) + ": " + link.text());
            }
          }
        }
      }
    }
    System.out.printf("corpus: %d sums worked out again, in %d formulae%n", checked, formulae);
    assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    assertThat(checked).isGreaterThan(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2 + 3 \\times 4 = 14",
        "F = 1200 \\times 2.5 = 3000\\ \\text{N}",
        "\\frac{1}{2} \\times 9.8 \\times 2^2 = 19.6",
        "\\sqrt{3^2 + 4^2} = \\sqrt{25} = 5",
        "10^{7-5} = 10^2 = 100",
        "2 \\pi (3) = 6 \\pi",
        "\\frac{22}{7} \\approx 3.14",
        "\\sin 30^\\circ \\approx 0.5",
        "\\log_2 32 \\approx 5",
        "-2^2 = -4",
        "6.02 \\times 10^{23} \\approx 6 \\times 10^{23}",
        "3\\ \\text{kg} + 2\\ \\text{kg} = 5\\ \\text{kg}",
        "8 \\div (2 + 2) = 2 \\quad 1 + 1 = 2"
      })
  void knowsWhatIsRight(String latex) {
    assertThat(LatexChain.of(latex).links()).isNotEmpty().allMatch(LatexChain.Link::right);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2 + 3 \\times 4 = 20",
        "\\frac{22}{7} = 3.14",
        "\\frac{22}{7} \\approx 3.15",
        "2^10 = 1024",
        "1999 \\approx 1998",
        "\\sqrt{2} \\approx 1.42",
        "6.02 \\times 10^{23} \\approx 6.1 \\times 10^{23}"
      })
  void knowsWhatIsWrong(String latex) {
    assertThat(LatexChain.of(latex).links()).noneMatch(LatexChain.Link::right);
  }

  @ParameterizedTest
  @ValueSource(strings = {"F = m a", "x = 3", "2 x = 6", "1\\ \\text{km} = 1000\\ \\text{m}"})
  void leavesLettersAndUnitsAlone(String latex) {
    assertThat(LatexChain.of(latex).links()).isEmpty();
  }
}
