package io.vividly.core.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Units of measurement, in words and in signs, and their products, quotients and powers. */
final class Units {

  /** Name and signs of each unit. Plurals and "metre" for "meter" are understood. */
  private static final String NAMES =
      """
      meter m,kilometer km,decimeter dm,centimeter cm,millimeter mm,micrometer µm,nanometer nm
      picometer pm,gram g,kilogram kg,milligram mg,microgram µg,ton t,second s,millisecond ms
      nanosecond ns,minute min,hour h,day,week,month,year,newton N,kilonewton kN,joule J
      kilojoule kJ,megajoule MJ,calorie cal,kilocalorie kcal,watt W,kilowatt kW,megawatt MW,volt V
      millivolt mV,kilovolt kV,ampere A,amp,milliampere mA,ohm Ω,kilohm kΩ,hertz Hz,kilohertz kHz
      megahertz MHz,pascal Pa,kilopascal kPa,atmosphere atm,bar,mole mol,millimole mmol,molar M
      liter L,milliliter mL,microliter µL,kelvin K,degree °,percent %,dollar,cent,euro,pound,ounce
      inch in,foot ft,mile,yard,coulomb C,tesla T,weber Wb,farad F,radian rad,decibel dB
      electronvolt eV
      """;

  private static final Map<String, String> BY_NAME = new HashMap<>();
  private static final Map<String, String> BY_SIGN = new HashMap<>();
  private static final Set<String> SCALES = Set.of("celsius", "fahrenheit");

  static {
    for (String entry : NAMES.strip().split("[,\\n]")) {
      String[] words = entry.split(" ");
      BY_NAME.put(words[0], words[0]);
      BY_NAME.put(words[0] + "s", words[0]);
      BY_NAME.put(words[0].replaceFirst("er$", "re"), words[0]);
      BY_NAME.put(words[0].replaceFirst("er$", "re") + "s", words[0]);
      for (int i = 1; i < words.length; i++) {
        BY_SIGN.put(words[i], words[0]);
      }
    }
    BY_NAME.put("inches", "inch");
    BY_NAME.put("feet", "foot");
    BY_NAME.put("amp", "ampere");
    BY_NAME.put("amps", "ampere");
    BY_NAME.put("tonne", "ton");
    BY_NAME.put("tonnes", "ton");
  }

  /**
   * A unit as it stands in a text.
   *
   * @param unit as in {@code meter/second^2}
   * @param perEach the same with what "each second" or "every day" adds; often equal to {@code
   *     unit}
   * @param end the index after its last word
   */
  record Reading(String unit, String perEach, int end) {
    Set<String> units() {
      return unit.equals(perEach) ? Set.of(unit) : Set.of(unit, perEach);
    }
  }

  private Units() {}

  static boolean isUnit(String word) {
    return BY_NAME.containsKey(word);
  }

  /** The words for signs, as "meter per second squared" for {@code m/s²}; empty for other text. */
  static Optional<String> words(String signs) {
    if (signs.equals("°C")) {
      return Optional.of("degree celsius");
    }
    StringBuilder words = new StringBuilder();
    String[] quotient = signs.strip().split("/", -1);
    for (int i = 0; i < quotient.length; i++) {
      for (String factor : quotient[i].strip().split("[ ·]+")) {
        String name = BY_SIGN.get(factor.replaceAll("[²³]|\\^\\{?[23]}?", ""));
        if (name == null) {
          return Optional.empty();
        }
        words.append(words.isEmpty() ? "" : " ").append(i > 0 ? "per " : "").append(name);
        words.append(factor.matches(".*(?:²|\\^\\{?2}?)") ? " squared" : "");
        words.append(factor.matches(".*(?:³|\\^\\{?3}?)") ? " cubed" : "");
      }
    }
    return Optional.of(words.toString());
  }

  /** The unit that begins at an index. */
  static @Nullable Reading read(List<Token> tokens, int start) {
    StringBuilder unit = new StringBuilder();
    int i = factor(tokens, start, unit);
    if (i == start) {
      return null;
    }
    for (int next = i; ; i = next) {
      next = quotient(tokens, i, unit);
      if (next == i) {
        break;
      }
    }
    StringBuilder perEach = new StringBuilder(unit);
    if (i + 1 < tokens.size() && Set.of("each", "every").contains(tokens.get(i).text())) {
      StringBuilder each = new StringBuilder();
      if (factor(tokens, i + 1, each) > i + 1) {
        String added = "/" + each;
        perEach.append(unit.toString().endsWith(added) ? "^2" : added);
      }
    }
    return new Reading(unit.toString(), perEach.toString(), i);
  }

  private static int quotient(List<Token> tokens, int start, StringBuilder unit) {
    if (start >= tokens.size()) {
      return start;
    }
    StringBuilder factor = new StringBuilder();
    if (tokens.get(start).text().equals("per")) {
      int end = factor(tokens, start + 1, factor);
      if (end > start + 1) {
        String added = "/" + factor;
        unit.append(unit.toString().endsWith(added) ? "^2" : added);
        return end;
      }
      return start;
    }
    int end = factor(tokens, start, factor);
    if (end > start) {
      unit.append('*').append(factor);
    }
    return end;
  }

  /** One unit with its power, as "square meters", "second squared" or "degrees Celsius". */
  private static int factor(List<Token> tokens, int start, StringBuilder unit) {
    int i = start;
    String power = "";
    if (i + 1 < tokens.size() && Set.of("square", "cubic").contains(tokens.get(i).text())) {
      power = tokens.get(i).text().equals("square") ? "^2" : "^3";
      i++;
    }
    String name = i < tokens.size() ? BY_NAME.get(tokens.get(i).text()) : null;
    if (name == null) {
      return start;
    }
    i++;
    unit.append(name);
    if (i < tokens.size() && SCALES.contains(tokens.get(i).text())) {
      unit.append(' ').append(tokens.get(i++).text());
    }
    if (i < tokens.size() && Set.of("squared", "cubed").contains(tokens.get(i).text())) {
      power = tokens.get(i++).text().equals("squared") ? "^2" : "^3";
    }
    unit.append(power);
    return i;
  }
}
