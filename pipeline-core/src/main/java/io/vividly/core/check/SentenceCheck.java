package io.vividly.core.check;

import io.vividly.core.check.Finding.Kind;
import io.vividly.core.model.Passage;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.Topic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares one sentence with the passages that it cites. */
final class SentenceCheck {

  /** The part of a sentence's words that must stand in its passages; the rest is paraphrase. */
  private static final double SUPPORT = 0.6;

  /** A spelled "one" is hardly ever a number. */
  private static final int SMALL = 1;

  private final Map<PassageId, Evidence> passages = new LinkedHashMap<>();
  private final Set<String> topic;
  private final Claims claims;

  /** What is wrong with a sentence, and what to do. */
  record Problem(Kind kind, String advice) {}

  SentenceCheck(Topic topic, List<Passage> passages) {
    Symbols symbols = new Symbols();
    passages.forEach(passage -> symbols.addAll(passage.text()));
    passages.forEach(
        passage -> this.passages.putIfAbsent(passage.id(), new Evidence(passage, symbols)));
    this.topic = Tokens.of(topic.title()).stream().map(Token::text).collect(Collectors.toSet());
    this.claims = new Claims(topic, List.copyOf(this.passages.values()));
  }

  Set<PassageId> known() {
    return passages.keySet();
  }

  /** Without citations, the sentence must not state a fact. */
  List<Problem> check(String sentence, List<PassageId> cited) {
    List<Evidence> evidence = evidence(cited);
    if (evidence.isEmpty()) {
      return claims.isClaim(sentence) ? List.of(uncited(sentence)) : List.of();
    }
    List<Problem> problems = compare(sentence, evidence);
    return problems.isEmpty() ? problems : advised(sentence, problems);
  }

  /** The numbers and steps of a formula that stands in no passage as it is. */
  List<Problem> checkFormula(String latex, List<PassageId> cited) {
    List<Facts> evidence = facts(cited).toList();
    if (evidence.stream().anyMatch(passage -> passage.haveFormula(latex))) {
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    List<Token> tokens = Latex.tokens(latex);
    quantities(tokens, evidence, problems);
    relations(tokens, evidence, problems);
    return problems;
  }

  boolean hasFormula(String latex, List<PassageId> cited) {
    return facts(cited).anyMatch(passage -> passage.haveFormula(latex));
  }

  boolean means(String latex, String meaning, List<PassageId> cited) {
    return facts(cited).anyMatch(passage -> passage.define(latex, meaning));
  }

  List<Problem> checkUnits(String meaning, List<PassageId> cited) {
    List<Problem> problems = new ArrayList<>();
    quantities(Tokens.of(meaning), facts(cited).toList(), problems);
    return problems;
  }

  /** Whether a cited passage calls the sentence wrong. */
  boolean isWrong(String sentence, List<PassageId> cited) {
    return facts(cited).anyMatch(passage -> passage.callWrong(sentence));
  }

  private List<Evidence> evidence(List<PassageId> cited) {
    return cited.stream().map(passages::get).filter(Objects::nonNull).toList();
  }

  private Stream<Facts> facts(List<PassageId> cited) {
    return evidence(cited).stream().map(Evidence::facts);
  }

  private List<Problem> compare(String sentence, List<Evidence> passages) {
    String flat = Evidence.flat(sentence);
    if (passages.stream().anyMatch(passage -> passage.quotes(flat))) {
      return List.of();
    }
    List<Facts> evidence = passages.stream().map(Evidence::facts).toList();
    List<Token> tokens = Tokens.of(sentence);
    List<Problem> problems = new ArrayList<>();
    quantities(tokens, evidence, problems);
    relations(tokens, evidence, problems);
    if (evidence.stream().anyMatch(passage -> passage.contradict(tokens))) {
      problems.add(
          new Problem(Kind.UNSUPPORTED_FORMULA, "give the symbol the meaning that its list gives"));
    }
    names(tokens, evidence, problems);
    if (!sentence.strip().endsWith("?")) {
      words(tokens, evidence, problems);
    }
    return problems;
  }

  private static void quantities(List<Token> tokens, List<Facts> evidence, List<Problem> problems) {
    for (Quantity quantity : Quantity.in(tokens)) {
      if (quantity.isSmallTalk(SMALL)) {
        continue;
      }
      BigDecimal value = quantity.value();
      if (evidence.stream().noneMatch(passage -> passage.haveNumber(value))) {
        problems.add(
            new Problem(
                Kind.UNSUPPORTED_NUMBER,
                "the number " + value.toPlainString() + " does not stand in the cited passages"));
      } else if (!quantity.units().isEmpty()
          && evidence.stream().noneMatch(passage -> passage.haveQuantity(quantity))) {
        problems.add(
            new Problem(
                Kind.UNSUPPORTED_UNIT,
                "the cited passages do not give " + value.toPlainString() + " in this unit"));
      }
    }
    for (String unit : Quantity.bareUnits(tokens)) {
      if (evidence.stream().noneMatch(passage -> passage.haveUnit(unit))) {
        problems.add(
            new Problem(
                Kind.UNSUPPORTED_UNIT,
                "the unit " + unit + " does not stand in the cited passages"));
      }
    }
  }

  private static void relations(List<Token> tokens, List<Facts> evidence, List<Problem> problems) {
    for (Relation relation : Relation.in(tokens)) {
      if (evidence.stream().noneMatch(passage -> passage.have(relation))) {
        problems.add(
            new Problem(
                Kind.UNSUPPORTED_FORMULA,
                "the cited passages have no such formula or calculation; use theirs as it stands"));
        return;
      }
    }
  }

  private void names(List<Token> tokens, List<Facts> evidence, List<Problem> problems) {
    for (int i = 1; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean name = token.capital() && token.text().length() > 1 && !tokens.get(i - 1).isBreak();
      if (name && Words.carries(token) && !isKnown(token, evidence)) {
        problems.add(
            new Problem(
                Kind.UNSUPPORTED_NAME,
                "the name \"" + token.text() + "\" does not stand in the cited passages"));
        return;
      }
    }
  }

  private void words(List<Token> tokens, List<Facts> evidence, List<Problem> problems) {
    List<Token> words =
        tokens.stream()
            .filter(token -> Words.carries(token) && !Units.isUnit(token.text()))
            .toList();
    List<String> unknown =
        words.stream().filter(word -> !isKnown(word, evidence)).map(Token::text).toList();
    if (unknown.size() > (1 - SUPPORT) * words.size()) {
      problems.add(
          new Problem(
              Kind.UNSUPPORTED_STATEMENT,
              "the cited passages do not speak of " + String.join(", ", unknown)));
    }
  }

  private boolean isKnown(Token word, List<Facts> evidence) {
    return topic.contains(word.text()) || evidence.stream().anyMatch(passage -> passage.know(word));
  }

  private Problem uncited(String sentence) {
    return new Problem(
        Kind.UNCITED_CLAIM,
        supporting(sentence)
            .map(id -> "it states a fact: cite " + id + ", which says so")
            .orElse(
                "it states a fact and cites nothing: cite the passage that says so, or drop it"));
  }

  private List<Problem> advised(String sentence, List<Problem> problems) {
    String remedy =
        supporting(sentence)
            .map(id -> "; cite " + id + ", which says so")
            .orElse("; say what the passages say, or drop the sentence");
    return problems.stream()
        .map(problem -> new Problem(problem.kind(), problem.advice() + remedy))
        .toList();
  }

  private Optional<PassageId> supporting(String sentence) {
    return passages.entrySet().stream()
        .filter(passage -> compare(sentence, List.of(passage.getValue())).isEmpty())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
