package io.vividly.core.check;

import io.vividly.core.model.Topic;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells whether a sentence that cites nothing states a fact all the same. A question does not,
 * unless it brings numbers; nor does a sentence that only leads from one thought to the next. This
 * goes by words: what says something of the subject uses the subject's words.
 */
final class Claims {

  /** How many words of the subject make a statement about it. */
  private static final int SUBJECT_WORDS = 2;

  /** How many words that nobody knows make a statement about the world, or about "you". */
  private static final int OTHER_WORDS = 3;

  private static final int PERSONAL_WORDS = 4;

  /** Spelled numbers up to this count what the script itself has: "three questions". */
  private static final int SMALL = 4;

  private static final Set<String> PERSONAL =
      Set.of("you", "your", "we", "us", "our", "let's", "imagine", "picture", "you're", "we're");

  /** What is said about the lesson itself. */
  private static final Set<String> LESSON =
      Tokens.of(
              """
              answer question help idea sentence heart simple simpler everyday word piece time easy
              lot slow step closer apart follow symbol formula equation compact short mathematics
              write level deeper surface further worth scene opening number calculate return tackle
              real problem example practice case action line pause solve classroom life daily home
              around people believe common mistake tempting heard someone claim convincing sentence
              trust reasonable wrong sum main point gather remember three text explain place part
              test transcript try stayed waiting bring turn lead look moment picture mind eye hand
              today lesson video topic learn understand ready check quick careful whole story hold
              everything grow single great big busy surprise wonder curious explore journey figure
              explanation reason difference meet put goes let lets read study tool key rule law
              statement back beginning true false think tricky secret hint clue fun interesting amazing
              """)
          .stream()
          .map(Words::key)
          .collect(Collectors.toSet());

  private final Set<String> topic;
  private final List<Evidence> passages;

  Claims(Topic topic, List<Evidence> passages) {
    this.topic =
        Tokens.of(topic.title()).stream()
            .filter(Token::isWord)
            .map(Words::key)
            .collect(Collectors.toSet());
    this.passages = passages;
  }

  boolean isClaim(String sentence) {
    List<Token> tokens = Tokens.of(sentence);
    if (hasNumbers(tokens) || hasFormula(tokens)) {
      return true;
    }
    if (sentence.strip().endsWith("?")) {
      return false;
    }
    List<Token> words =
        tokens.stream()
            .filter(Words::carries)
            .filter(word -> !LESSON.contains(Words.key(word)) && !topic.contains(Words.key(word)))
            .toList();
    long known =
        words.stream()
            .filter(word -> passages.stream().anyMatch(it -> it.facts().know(word)))
            .count();
    boolean personal = tokens.stream().anyMatch(token -> PERSONAL.contains(token.text()));
    return known >= SUBJECT_WORDS || words.size() >= (personal ? PERSONAL_WORDS : OTHER_WORDS);
  }

  private static boolean hasNumbers(List<Token> tokens) {
    return Quantity.in(tokens).stream().anyMatch(quantity -> !quantity.isSmallTalk(SMALL));
  }

  private static boolean hasFormula(List<Token> tokens) {
    return Relation.in(tokens).stream()
        .anyMatch(relation -> !relation.left().isEmpty() && !relation.right().isEmpty());
  }
}
