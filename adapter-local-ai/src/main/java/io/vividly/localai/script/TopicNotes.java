package io.vividly.localai.script;

import io.vividly.core.model.CheckQuestion;
import io.vividly.core.model.Line;
import io.vividly.core.model.Passage;
import io.vividly.core.model.PassageId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the passages of a topic say, by the sections that {@code docs/corpus.md} describes. Every
 * section may be missing. Sentences come as lines that rest on the passage they stand in.
 */
final class TopicNotes {

  private static final String INTEREST = "interest:";
  private static final Pattern FIELD =
      Pattern.compile("(Term|In short|Wrong|Right|Why|Problem|Hook|Spoken|Q|A):\\s*(.*)");
  private static final Pattern LABELLED = Pattern.compile("\\*\\*(.+?)\\*\\*\\s*(.*)");
  private static final Pattern DISPLAYED = Pattern.compile("\\$\\$(.+?)\\$\\$");
  private static final Pattern SYMBOL = Pattern.compile("\\$(.+?)\\$\\s*:\\s*(.+)");

  private final Map<String, List<Block>> sections = new LinkedHashMap<>();

  /**
   * @param passages of one topic; a long section may be spread over several
   */
  TopicNotes(List<Passage> passages) {
    passages.stream()
        .sorted(
            Comparator.comparingInt((Passage passage) -> passage.id().value().length())
                .thenComparing(passage -> passage.id().value()))
        .forEach(
            passage ->
                sections
                    .computeIfAbsent(key(passage.section()), section -> new ArrayList<>())
                    .addAll(Block.of(passage)));
  }

  /** A term and the sentence that explains it. */
  record Definition(String term, Line inShort, List<Line> more) {}

  /** A step or an example under a short label. */
  record Labelled(String label, List<Line> lines) {}

  record Symbol(String latex, String meaning) {}

  /** A formula with its reading; {@code passage} also says what the symbols mean. */
  record Formula(
      String heading, String latex, List<Line> spoken, List<Symbol> symbols, PassageId passage) {}

  record Working(List<Line> lines, @Nullable String latex) {}

  record Example(List<Line> hook, List<Line> problem, List<Working> workings) {}

  record Misconception(Line wrong, Line right, List<Line> why) {}

  private record Field(String label, String text, PassageId passage) {}

  List<Line> hook() {
    return sentences("hook");
  }

  Optional<Definition> definition() {
    List<Line> inShort = field("definition", "In short");
    String term = text("definition", "Term");
    if (inShort.isEmpty() || term.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Definition(term, inShort.get(0), field("definition", "")));
  }

  List<Line> inSimpleWords() {
    return sentences("in simple words");
  }

  List<Labelled> steps() {
    return labelled("how it works");
  }

  List<Labelled> everyday() {
    return labelled("everyday examples");
  }

  List<Line> deeper() {
    return sentences("going deeper");
  }

  List<Line> takeaways() {
    return items("takeaways")
        .flatMap(item -> Prose.lines(String.join(" ", item.lines()), item.passage()).stream())
        .toList();
  }

  Optional<Example> workedExample() {
    return example("worked example");
  }

  Optional<Example> interest(String name) {
    return example(key(INTEREST + " " + name));
  }

  /** The names of the interests that the topic has an example from, in alphabetical order. */
  TreeSet<String> interests() {
    TreeSet<String> names = new TreeSet<>();
    for (String section : sections.keySet()) {
      if (section.startsWith(INTEREST) && example(section).isPresent()) {
        names.add(section.substring(INTEREST.length()).strip());
      }
    }
    return names;
  }

  Optional<Misconception> misconception() {
    List<Line> wrong = field("common misconception", "Wrong");
    List<Line> right = field("common misconception", "Right");
    if (wrong.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Misconception(wrong.get(0), right.get(0), field("common misconception", "Why")));
  }

  List<CheckQuestion> checks() {
    List<CheckQuestion> checks = new ArrayList<>();
    String question = "";
    for (Field field : fields("checks")) {
      if (field.label().equals("Q")) {
        question = field.text();
      } else if (field.label().equals("A") && !question.isBlank() && !field.text().isBlank()) {
        checks.add(new CheckQuestion(Prose.plain(question), Prose.plain(field.text())));
        question = "";
      }
    }
    return checks;
  }

  List<Formula> formulae() {
    List<Formula> formulae = new ArrayList<>();
    String heading = "";
    for (Block block : blocks("formulae")) {
      if (block instanceof Block.Heading next) {
        heading = next.text();
      } else if (block instanceof Block.Paragraph paragraph) {
        formula(heading, paragraph).ifPresent(formulae::add);
      } else if (block instanceof Block.Items items && !formulae.isEmpty()) {
        formulae.get(formulae.size() - 1).symbols().addAll(symbols(items));
      }
    }
    formulae.removeIf(formula -> formula.spoken().isEmpty());
    return formulae;
  }

  /** Whether a word stands in the text just so, in upper or lower case as given. */
  boolean has(Pattern pattern) {
    return sections.values().stream()
        .flatMap(List::stream)
        .filter(Block.Paragraph.class::isInstance)
        .flatMap(block -> ((Block.Paragraph) block).lines().stream())
        .anyMatch(line -> pattern.matcher(line).find());
  }

  private Optional<Formula> formula(String heading, Block.Paragraph paragraph) {
    String text = String.join(" ", paragraph.lines());
    Matcher displayed = DISPLAYED.matcher(text);
    if (!displayed.find()) {
      return Optional.empty();
    }
    List<Line> spoken =
        fields(List.of(paragraph)).stream()
            .filter(field -> field.label().equals("Spoken"))
            .flatMap(field -> Prose.lines(field.text(), field.passage()).stream())
            .toList();
    return Optional.of(
        new Formula(
            heading, displayed.group(1).strip(), spoken, new ArrayList<>(), paragraph.passage()));
  }

  private static List<Symbol> symbols(Block.Items items) {
    List<Symbol> symbols = new ArrayList<>();
    for (List<String> item : items.items()) {
      Matcher symbol = SYMBOL.matcher(String.join(" ", item));
      if (symbol.matches()) {
        symbols.add(new Symbol(symbol.group(1), Prose.plain(symbol.group(2))));
      }
    }
    return symbols;
  }

  private Optional<Example> example(String section) {
    List<Line> problem = field(section, "Problem");
    List<Working> workings =
        items(section).map(TopicNotes::working).filter(w -> !w.lines().isEmpty()).toList();
    if (problem.isEmpty() || workings.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Example(field(section, "Hook"), problem, workings));
  }

  private static Working working(Block.Paragraph item) {
    String text = String.join(" ", item.lines());
    Matcher displayed = DISPLAYED.matcher(text);
    String latex = displayed.find() ? displayed.group(1).strip() : null;
    return new Working(Prose.lines(DISPLAYED.matcher(text).replaceAll(" "), item.passage()), latex);
  }

  private List<Labelled> labelled(String section) {
    List<Labelled> found = new ArrayList<>();
    items(section)
        .forEach(
            item -> {
              Matcher labelled = LABELLED.matcher(String.join(" ", item.lines()));
              if (labelled.matches() && !labelled.group(2).isBlank()) {
                String label = Prose.plain(labelled.group(1)).replaceFirst("[.:]$", "");
                found.add(new Labelled(label, Prose.lines(labelled.group(2), item.passage())));
              }
            });
    return found;
  }

  /** The items of the lists in a section, each as a paragraph. */
  private java.util.stream.Stream<Block.Paragraph> items(String section) {
    return blocks(section).stream()
        .filter(Block.Items.class::isInstance)
        .map(Block.Items.class::cast)
        .flatMap(
            list -> list.items().stream().map(item -> new Block.Paragraph(list.passage(), item)));
  }

  private List<Line> sentences(String section) {
    return field(section, "");
  }

  private String text(String section, String label) {
    return fields(section).stream()
        .filter(field -> field.label().equals(label))
        .map(field -> Prose.plain(field.text()))
        .findFirst()
        .orElse("");
  }

  private List<Line> field(String section, String label) {
    return fields(section).stream()
        .filter(field -> field.label().equals(label))
        .flatMap(field -> Prose.lines(field.text(), field.passage()).stream())
        .toList();
  }

  private List<Field> fields(String section) {
    return fields(blocks(section));
  }

  private static List<Field> fields(List<Block> blocks) {
    List<Field> fields = new ArrayList<>();
    for (Block block : blocks) {
      if (block instanceof Block.Paragraph paragraph) {
        fields.addAll(fields(paragraph));
      }
    }
    return fields;
  }

  /** A label holds for the lines that follow it, to the end of the paragraph. */
  private static List<Field> fields(Block.Paragraph paragraph) {
    Map<Integer, Field> fields = new LinkedHashMap<>();
    int current = 0;
    for (String line : paragraph.lines()) {
      Matcher field = FIELD.matcher(line);
      if (field.matches()) {
        current++;
        fields.put(current, new Field(field.group(1), field.group(2), paragraph.passage()));
      } else if (!line.contains("$")) {
        fields.merge(
            current,
            new Field("", line, paragraph.passage()),
            (old, more) -> new Field(old.label(), old.text() + " " + more.text(), old.passage()));
      }
    }
    return List.copyOf(fields.values());
  }

  private List<Block> blocks(String section) {
    return sections.getOrDefault(section, List.of());
  }

  private static String key(String section) {
    return section.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
  }
}
