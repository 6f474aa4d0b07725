package io.vividly.core.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Units and what is made of them, such as {@code m/s^2} or {@code kg·m/s}. */
final class UnitWords {

  private static final Pattern PART =
      Pattern.compile("([/·*⋅]?)([\\p{L}°Ω]+)(?:\\^(?:\\((-?\\d)\\)|(-?\\d)))?");

  /** As in {@code J/(mol·K)}: per mole and per kelvin. */
  private static final Pattern DIVISOR = Pattern.compile("/\\(([^()]+)\\)");

  private UnitWords() {}

  /**
   * @param written with exponents as {@link Spelling} writes them
   * @return null if it is not a unit
   */
  static @Nullable List<String> read(String written, boolean plural) {
    List<String> words = new ArrayList<>();
    String flat =
        DIVISOR.matcher(written).replaceAll(m -> "/" + m.group(1).replaceAll("[·*⋅]", "/"));
    Matcher part = PART.matcher(flat);
    int at = 0;
    boolean many = plural;
    while (part.find() && part.start() == at) {
      SpokenForms.Unit unit = SpokenForms.ENGLISH.unit(part.group(2));
      if (unit == null || (at == 0) != part.group(1).isEmpty()) {
        return null;
      }
      String exponent = part.group(3) != null ? part.group(3) : part.group(4);
      boolean per = part.group(1).equals("/") || (exponent != null && exponent.startsWith("-"));
      if (per) {
        words.add("per");
        many = false;
      }
      boolean last = part.end() == flat.length() || flat.charAt(part.end()) == '/';
      words.addAll(SpokenForms.words(many && last && !per ? unit.many() : unit.one()));
      if (exponent != null) {
        words.addAll(power(exponent.replace("-", "")));
      }
      at = part.end();
    }
    return at > 0 && at == flat.length() ? words : null;
  }

  private static List<String> power(String exponent) {
    return switch (exponent) {
      case "1" -> List.of();
      case "2" -> List.of("squared");
      case "3" -> List.of("cubed");
      default -> {
        List<String> words = new ArrayList<>(List.of("to", "the"));
        words.addAll(NumberWords.ordinal(exponent));
        yield words;
      }
    };
  }
}
