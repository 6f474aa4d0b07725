package io.vividly.core.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Chemical formulae, said as in "H two O". */
final class Chemistry {

  private static final Set<String> ELEMENTS =
      Set.of(
          ("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge "
                  + "As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce "
                  + "Nd Sm Eu Gd W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu")
              .split(" "));

  private static final Pattern FORMULA = Pattern.compile("(?:[A-Z][a-z]?_?\\d*|[()])+");
  private static final Pattern PART = Pattern.compile("([A-Z][a-z]?)|_?(\\d+)|[()]");

  private Chemistry() {}

  /**
   * @return null if it is not a formula, or one that is better read as a word or an acronym
   */
  static @Nullable List<String> read(String written) {
    if (!FORMULA.matcher(written).matches()) {
      return null;
    }
    List<String> words = new ArrayList<>();
    int elements = 0;
    Matcher part = PART.matcher(written);
    while (part.find()) {
      if (part.group(1) != null) {
        if (!ELEMENTS.contains(part.group(1))) {
          return null;
        }
        elements++;
        part.group(1).chars().forEach(c -> words.add(letter((char) c)));
      } else if (part.group(2) != null) {
        words.addAll(NumberWords.cardinal(part.group(2)));
      }
    }
    boolean hasNumber = written.chars().anyMatch(Character::isDigit);
    boolean hasTwoCases = written.chars().anyMatch(Character::isLowerCase);
    return elements > 0 && (hasNumber || (elements > 1 && hasTwoCases)) ? words : null;
  }

  private static String letter(char c) {
    return String.valueOf(Character.toUpperCase(c));
  }
}
