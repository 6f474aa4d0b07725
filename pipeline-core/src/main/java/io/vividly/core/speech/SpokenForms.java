package io.vividly.core.speech;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables of {@code spoken-forms.tsv}: what is not said as it is written. */
final class SpokenForms {

  static final SpokenForms ENGLISH = load();

  /**
   * How a unit is said.
   *
   * @param one as in "one meter", "per meter"
   * @param many as in "two meters"
   */
  record Unit(String one, String many) {}

  private final Map<String, String> symbols = new HashMap<>();
  private final Map<String, Unit> units = new HashMap<>();
  private final Map<String, String> abbreviations = new HashMap<>();
  private final Map<String, String> exact = new HashMap<>();
  private final Map<String, String> functions = new HashMap<>();
  private final Set<String> spelled = new HashSet<>();

  private SpokenForms() {}

  private static SpokenForms load() {
    SpokenForms forms = new SpokenForms();
    try (InputStream in =
            Objects.requireNonNull(SpokenForms.class.getResourceAsStream("spoken-forms.tsv"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# "))
          .forEach(line -> forms.add(line.split("\t")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return forms;
  }

  private void add(String[] row) {
    switch (row[0]) {
      case "symbol" -> symbols.put(row[1], row[2]);
      case "unit" -> units.put(row[1], new Unit(row[2], row[3]));
      case "abbreviation" -> abbreviations.put(row[1], row[2]);
      case "exact" -> exact.put(row[1], row[2]);
      case "function" -> functions.put(row[1], row[2]);
      case "spelled" -> spelled.add(row[1]);
      default -> throw new IllegalStateException("unknown kind of spoken form: " + row[0]);
    }
  }

  /** A mathematical sign, a Greek letter. */
  @Nullable String symbol(String sign) {
    return symbols.get(sign);
  }

  @Nullable Unit unit(String symbol) {
    return units.get(symbol);
  }

  /** In whatever case, with its full stops. */
  @Nullable String abbreviation(String written) {
    return abbreviations.get(written.toLowerCase(Locale.ROOT));
  }

  /** In this case only. */
  @Nullable String exact(String written) {
    return exact.get(written);
  }

  /** As in {@code sin(x)}. */
  @Nullable String function(String name) {
    return functions.get(name);
  }

  /** Whether an acronym that could be read as a word is said letter by letter. */
  boolean isSpelled(String acronym) {
    return spelled.contains(acronym);
  }

  static List<String> words(String said) {
    return List.of(said.split(" "));
  }
}
