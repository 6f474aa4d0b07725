package io.vividly.core.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A step of a formula or a calculation: two operands and what is done with them. An operand is the
 * set of words, symbols and numbers that name it.
 */
record Relation(String operation, Set<String> left, Set<String> right) {

  private static final Set<String> NO_FACTORS =
      Set.of("many", "several", "few", "some", "other", "all", "at", "these", "how", "more", "the");

  Relation {
    left = Set.copyOf(left);
    right = Set.copyOf(right);
  }

  static List<Relation> in(List<Token> tokens) {
    List<Relation> relations = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isOperation() && !isAdverb(tokens, i)) {
        relations.add(new Relation(token.text(), before(tokens, i), after(tokens, i)));
      } else if (token.text().equals("squared") || token.text().equals("cubed")) {
        power(tokens, i, relations);
      } else if (isVerb(token, "multipl") || isVerb(token, "divid")) {
        imperative(tokens, i, relations);
      }
    }
    return relations;
  }

  /** Whether the two say the same, where they share a name for each operand. */
  boolean agrees(Relation other, Symbols symbols) {
    if (operation.equals("=") && (isNumeric(left) || isNumeric(right))) {
      // The result of a calculation: its number is compared with its unit, and so are its steps.
      return true;
    }
    if (!operation.equals(other.operation)) {
      return false;
    }
    boolean straight = meet(left, other.left, symbols) && meet(right, other.right, symbols);
    boolean turned = meet(left, other.right, symbols) && meet(right, other.left, symbols);
    return straight || turned && "=*+".contains(operation);
  }

  private static boolean isNumeric(Set<String> operand) {
    return !operand.isEmpty()
        && operand.stream().allMatch(name -> Character.isDigit(name.charAt(0)));
  }

  private static boolean meet(Set<String> one, Set<String> other, Symbols symbols) {
    if (one.isEmpty() || other.isEmpty()) {
      return true;
    }
    return one.stream().anyMatch(name -> other.stream().anyMatch(with -> symbols.same(name, with)));
  }

  /** "3 times larger", "many times": no product. */
  private static boolean isAdverb(List<Token> tokens, int i) {
    if (!tokens.get(i).text().equals("*")) {
      return false;
    }
    Token before = i > 0 ? tokens.get(i - 1) : Token.BREAK;
    Token after = i + 1 < tokens.size() ? tokens.get(i + 1) : Token.BREAK;
    boolean factor = after.isNumber() || after.isSymbol();
    return before.isBreak()
        || after.isBreak()
        || NO_FACTORS.contains(before.text())
        || before.isNumber() && !factor;
  }

  private static void power(List<Token> tokens, int i, List<Relation> relations) {
    Token base = i > 0 ? tokens.get(i - 1) : Token.BREAK;
    if (!base.isBreak() && !base.isOperation() && !Units.isUnit(base.text())) {
      relations.add(new Relation(tokens.get(i).text(), Set.of(Words.key(base)), Set.of()));
    }
  }

  /** "Multiply the frequency by the wavelength." */
  private static void imperative(List<Token> tokens, int verb, List<Relation> relations) {
    for (int i = verb + 1; i < tokens.size() && !tokens.get(i).isBreak(); i++) {
      if (tokens.get(i).text().equals("by")) {
        String operation = isVerb(tokens.get(verb), "divid") ? "/" : "*";
        Set<String> left = operand(tokens.subList(verb + 1, i));
        relations.add(new Relation(operation, left, after(tokens, i)));
        return;
      }
    }
  }

  private static boolean isVerb(Token token, String stem) {
    return token.text().matches(stem + "(?:y|e|ies|ied|es|ed|ing|ying)");
  }

  private static Set<String> before(List<Token> tokens, int operation) {
    int start = operation;
    while (start > 0 && isInside(tokens.get(start - 1), tokens.get(operation))) {
      start--;
    }
    return operand(tokens.subList(start, operation));
  }

  private static Set<String> after(List<Token> tokens, int operation) {
    int end = operation + 1;
    while (end < tokens.size() && isInside(tokens.get(end), tokens.get(operation))) {
      end++;
    }
    return operand(tokens.subList(operation + 1, end));
  }

  /** An operand ends at the next operation; the side of an equation, at the next equals sign. */
  private static boolean isInside(Token token, Token operation) {
    boolean end = operation.text().equals("=") ? token.text().equals("=") : token.isOperation();
    return !end && !token.isBreak() && !token.text().equals("and");
  }

  private static Set<String> operand(List<Token> tokens) {
    Set<String> names = new LinkedHashSet<>();
    for (Token token : tokens) {
      boolean power = token.text().equals("squared") || token.text().equals("cubed");
      if (token.isNumber()
          || token.isSymbol()
          || token.isWord() && !power && Words.carries(token)) {
        names.add(Words.key(token));
      }
    }
    // The "a" of "m times a" is no article.
    if (names.isEmpty() && tokens.stream().anyMatch(token -> token.text().equals("a"))) {
      names.add("a");
    }
    return names;
  }
}
