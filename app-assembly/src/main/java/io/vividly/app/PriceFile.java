package io.vividly.app;

import io.vividly.core.model.PriceTable;
import io.vividly.core.model.PriceTable.Price;
import io.vividly.core.model.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a table of prices: one price a line, with tabs between provider, model, unit and US dollars
 * for a million tokens or characters, or for a second. Lines that are empty or begin with {@code #}
 * say nothing.
 */
final class PriceFile {

  private static final String SHIPPED = "prices.tsv";
  private static final String UNITS =
      Arrays.stream(Usage.Unit.values())
          .map(Usage.Unit::wireName)
          .collect(Collectors.joining(", "));

  private final String name;
  private final List<String> problems;
  private final List<Price> prices = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();

  private PriceFile(String name, List<String> problems) {
    this.name = name;
    this.problems = problems;
  }

  /** The table that comes with the program. */
  static PriceTable shipped() {
    List<String> problems = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(PriceFile.class.getResourceAsStream(SHIPPED), SHIPPED)) {
      PriceTable table = parse(SHIPPED, in.readAllBytes(), problems);
      if (!problems.isEmpty()) {
        throw new IllegalStateException("The shipped prices are wrong: " + problems);
      }
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the shipped prices", e);
    }
  }

  /**
   * The table in a file.
   *
   * @param problems gets a sentence for everything that is wrong, with the line; what is returned
   *     is of use only if there was nothing
   */
  static PriceTable read(Path file, List<String> problems) {
    try {
      return parse(file.toString(), Files.readAllBytes(file), problems);
    } catch (IOException e) {
      problems.add("The prices in " + file + " cannot be read: " + e.getClass().getSimpleName());
      return PriceTable.empty();
    }
  }

  private static PriceTable parse(String name, byte[] content, List<String> problems) {
    PriceFile file = new PriceFile(name, problems);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      List<String> all = text.lines().toList();
      for (int i = 0; i < all.size(); i++) {
        file.line(i + 1, all.get(i));
      }
    } catch (CharacterCodingException e) {
      problems.add(name + " is not text in UTF-8.");
      return PriceTable.empty();
    }
    if (file.prices.isEmpty() && problems.isEmpty()) {
      problems.add(name + " holds no price.");
    }
    return new PriceTable(file.prices);
  }

  private void line(int number, String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    String[] cells = line.split("\t", -1);
    if (cells.length != 4) {
      problem(
          number,
          "has "
              + cells.length
              + " columns instead of provider, model, unit and dollars, with tabs");
      return;
    }
    Optional<Usage.Unit> unit = unit(number, cells[2]);
    Optional<BigDecimal> dollars = dollars(number, cells[3]);
    boolean named = isName(number, cells[0], "provider") & isName(number, cells[1], "model");
    if (named && unit.isPresent() && dollars.isPresent()) {
      add(number, new Price(cells[0], cells[1], unit.get(), perUnit(unit.get(), dollars.get())));
    }
  }

  /**
   * A line that no usage can reach is a slip: one of the two prices is not the one that is meant.
   */
  private void add(int number, Price price) {
    for (int i = 0; i < prices.size(); i++) {
      Price earlier = prices.get(i);
      if (earlier.provider().equals(price.provider())
          && earlier.unit() == price.unit()
          && (earlier.model().equals(price.model()) || earlier.model().equals(Price.ANY_MODEL))) {
        problem(number, "is never used, because line " + lines.get(i) + " comes first");
        return;
      }
    }
    prices.add(price);
    lines.add(number);
  }

  private boolean isName(int number, String cell, String what) {
    boolean good = !cell.isEmpty() && cell.equals(cell.strip());
    if (!good) {
      problem(number, "has no " + what + ", or one with spaces around it");
    }
    return good;
  }

  private Optional<Usage.Unit> unit(int number, String cell) {
    Optional<Usage.Unit> unit =
        Arrays.stream(Usage.Unit.values()).filter(each -> each.wireName().equals(cell)).findFirst();
    if (unit.isEmpty()) {
      problem(number, "has the unit \"" + cell + "\" and not one of " + UNITS);
    }
    return unit;
  }

  private Optional<BigDecimal> dollars(int number, String cell) {
    if (!cell.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      problem(number, "has the price \"" + cell + "\", which is no amount like 0.30");
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(cell));
  }

  private static BigDecimal perUnit(Usage.Unit unit, BigDecimal dollars) {
    return switch (unit) {
      case INPUT_TOKENS, OUTPUT_TOKENS, CHARACTERS -> dollars.movePointLeft(6);
      case SECONDS_RENDERED -> dollars;
    };
  }

  private void problem(int number, String problem) {
    problems.add(name + ":" + number + ": the line " + problem + ".");
  }
}
