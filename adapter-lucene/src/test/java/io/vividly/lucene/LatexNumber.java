package io.vividly.lucene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Works out LaTeX that has only numbers in it. Angles in degrees become radians. */
final class LatexNumber {

  private static final Pattern TOKEN =
      Pattern.compile("\\s+|\\\\[,; !]|\\\\([A-Za-z]+)|(\\d+(?:\\.\\d+)?|\\.\\d+)|(.)");
  private static final List<String> SPACING = List.of("left", "right", "quad", "qquad");

  private final List<String> tokens;
  private int next;

  private LatexNumber(List<String> tokens) {
    this.tokens = tokens;
  }

  /** The value; empty if there is anything in it that is not known. */
  static Optional<Double> evaluate(String latex) {
    try {
      LatexNumber number = new LatexNumber(tokens(latex));
      double value = number.sum();
      return number.peek().isEmpty() ? Optional.of(value) : Optional.empty();
    } catch (NotANumber e) {
      return Optional.empty();
    }
  }

  private static List<String> tokens(String latex) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(latex);
    while (matcher.find()) {
      String command = matcher.group(1);
      if (command != null && !SPACING.contains(command)) {
        tokens.add("\\" + command);
      } else if (matcher.group(2) != null) {
        addNumber(tokens, matcher.group(2));
      } else if (matcher.group(3) != null) {
        tokens.add(matcher.group(3));
      }
    }
    return tokens;
  }

  /** An exponent without braces is a single digit, however the number goes on. */
  private static void addNumber(List<String> tokens, String number) {
    boolean exponent = !tokens.isEmpty() && tokens.get(tokens.size() - 1).equals("^");
    if (exponent && number.length() > 1) {
      tokens.add(number.substring(0, 1));
      tokens.add(number.substring(1));
    } else {
      tokens.add(number);
    }
  }

  private double sum() {
    double value = product();
    while (peek().equals("+") || peek().equals("-")) {
      value = take().equals("+") ? value + product() : value - product();
    }
    return value;
  }

  private double product() {
    double value = signed();
    while (true) {
      if (accept("\\times") || accept("\\cdot")) {
        value *= signed();
      } else if (accept("\\div") || accept("/")) {
        value /= signed();
      } else if (startsFactor()) {
        value *= power();
      } else {
        return value;
      }
    }
  }

  /** Two numbers side by side are no product. */
  private boolean startsFactor() {
    return List.of("(", "{", "\\frac", "\\sqrt", "\\pi", "\\sin", "\\cos", "\\tan", "\\log")
        .contains(peek());
  }

  private double signed() {
    return accept("-") ? -signed() : power();
  }

  private double power() {
    double value = atom();
    while (accept("^")) {
      if (accept("\\circ")) {
        value = Math.toRadians(value);
      } else {
        value = Math.pow(value, peek().equals("{") ? braced() : digit());
      }
    }
    return value;
  }

  private double digit() {
    String token = take();
    if (!token.matches("\\d")) {
      throw new NotANumber();
    }
    return Double.parseDouble(token);
  }

  private double atom() {
    String token = take();
    return switch (token) {
      case "(" -> closed(")");
      case "{" -> closed("}");
      case "\\frac" -> braced() / braced();
      case "\\sqrt" -> Math.sqrt(braced());
      case "\\pi" -> Math.PI;
      case "\\sin" -> function(Math::sin, Math::asin);
      case "\\cos" -> function(Math::cos, Math::acos);
      case "\\tan" -> function(Math::tan, Math::atan);
      case "\\log" -> logarithm();
      default -> {
        if (!token.matches("[\\d.]+")) {
          throw new NotANumber();
        }
        yield Double.parseDouble(token);
      }
    };
  }

  private double function(DoubleUnaryOperator function, DoubleUnaryOperator inverse) {
    if (accept("^")) {
      return switch ((int) braced()) {
        case -1 -> inverse.applyAsDouble(power());
        default -> throw new NotANumber();
      };
    }
    return function.applyAsDouble(power());
  }

  private double logarithm() {
    double base = 10;
    if (accept("_")) {
      base = peek().equals("{") ? braced() : digit();
    }
    return Math.log(power()) / Math.log(base);
  }

  private double braced() {
    if (!accept("{")) {
      throw new NotANumber();
    }
    return closed("}");
  }

  private double closed(String end) {
    double value = sum();
    if (!accept(end)) {
      throw new NotANumber();
    }
    return value;
  }

  private boolean accept(String token) {
    boolean there = peek().equals(token);
    next += there ? 1 : 0;
    return there;
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  private String take() {
    String token = peek();
    if (token.isEmpty()) {
      throw new NotANumber();
    }
    next++;
    return token;
  }

  private static final class NotANumber extends RuntimeException {
    NotANumber() {
      super(null, null, false, false);
    }
  }
}
