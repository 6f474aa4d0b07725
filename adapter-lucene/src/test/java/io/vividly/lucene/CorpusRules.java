package io.vividly.lucene;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of docs/corpus.md, applied to one topic. Collects every breach with its line. */
final class CorpusRules {

  static final List<String> REQUIRED =
      List.of(
          "Hook",
          "Definition",
          "In simple words",
          "How it works",
          "Formulae",
          "Worked example",
          "Common misconception",
          "Everyday examples",
          "Going deeper",
          "Takeaways",
          "Checks");
  private static final Set<String> INTERESTS =
      Set.of("basketball", "soccer", "music", "cooking", "video games");
  private static final Set<String> MORE_INTERESTS =
      Set.of("cycling", "animals", "dance", "art", "space");
  private static final String INTEREST = "Interest: ";

  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");
  private static final Pattern UNSPEAKABLE = Pattern.compile("[^\\p{L}\\p{N} .,:;?!'’“”\"–—-]");
  private static final Pattern FILLER =
      Pattern.compile("(?i)as we saw|in this video|let's dive|dive in|welcome|as mentioned");
  private static final Pattern LABELLED =
      Pattern.compile("(?:\\d+\\.|-) \\*\\*(.+?)\\.?\\*\\* (.+)");
  private static final Pattern STEP = Pattern.compile("\\d+\\. (.+)");
  private static final Pattern SYMBOL =
      Pattern.compile("- \\$[^$]+\\$: .+, .+|- \\$[^$]+\\$: .+ \\(.+\\).*");
  private static final Pattern BAD_LATEX =
      Pattern.compile("\\\\ce\\b|\\\\SI\\b|\\\\begin|\\d,\\d{3}|[\\^_]\\d\\d");

  private final SourceText source;
  private final List<String> breaches = new ArrayList<>();

  private CorpusRules(SourceText source) {
    this.source = source;
  }

  static List<String> breaches(SourceText source, Set<String> topicIds) {
    CorpusRules rules = new CorpusRules(source);
    FrontMatter head = FrontMatter.parse(source);
    rules.frontMatter(head, topicIds);
    Map<String, Section> sections = new LinkedHashMap<>();
    for (Section section : Section.of(source, head.length(), 2)) {
      rules.require(sections.put(section.heading(), section) == null, section, "comes twice");
    }
    rules.order(List.copyOf(sections.keySet()));
    sections.values().forEach(rules::section);
    return rules.breaches;
  }

  private void frontMatter(FrontMatter head, Set<String> topicIds) {
    require(
        source.name().equals(head.text("subject") + "/" + head.text("id") + ".md"),
        1,
        "id and subject are not those of the file name");
    require(head.text("grades").matches("([1-9]|1[0-2])-([1-9]|1[0-2])"), 1, "grades");
    between(head.list("keywords").size(), 5, 12, head.line("keywords"), "keywords");
    between(head.list("questions").size(), 4, 6, head.line("questions"), "questions");
    for (String id : head.list("prerequisites")) {
      require(topicIds.contains(id), head.line("prerequisites"), "no topic " + id);
    }
    require(head.text("source").equals("Vividly starter corpus"), 1, "source");
    require(head.text("licence").equals("CC BY 4.0"), 1, "licence");
  }

  private void order(List<String> headings) {
    List<String> first = headings.subList(0, Math.min(REQUIRED.size(), headings.size()));
    require(first.equals(REQUIRED), 1, "sections are missing or out of order: " + first);
    List<String> interests =
        headings.stream()
            .filter(heading -> heading.startsWith(INTEREST))
            .map(heading -> heading.substring(INTEREST.length()))
            .toList();
    require(headings.size() == REQUIRED.size() + interests.size(), 1, "unknown sections");
    require(interests.containsAll(INTERESTS), 1, "interests are missing: " + interests);
    long more = interests.stream().filter(MORE_INTERESTS::contains).count();
    require(more >= 2, 1, "fewer than two more interests: " + interests);
    require(more + INTERESTS.size() == interests.size(), 1, "unknown interests: " + interests);
  }

  private void section(Section section) {
    for (String line : section.text().lines().toList()) {
      if (line.contains("$")) {
        require(!BAD_LATEX.matcher(line).find(), section, "LaTeX: " + line.strip());
      }
      require(!FILLER.matcher(line).find(), section, "filler: " + line.strip());
    }
    switch (section.heading()) {
      case "Hook" -> sentences(section, section.text(), 2, 2, 20);
      case "Definition" -> definition(section);
      case "In simple words" -> sentences(section, section.text(), 4, 6, 13);
      case "How it works" -> labelled(section, 3, 5, 5);
      case "Formulae" -> formulae(section);
      case "Worked example" -> example(section);
      case "Common misconception" -> misconception(section);
      case "Everyday examples" -> labelled(section, 3, 3, 4);
      case "Going deeper" -> sentences(section, section.text(), 2, 4, 20);
      case "Takeaways" -> takeaways(section);
      case "Checks" -> checks(section);
      default -> interest(section);
    }
  }

  private void definition(Section section) {
    List<String> lines = section.text().lines().toList();
    String term = after(section, lines.get(0), "Term: ");
    require(PassageText.words(term) <= 4, section, "term: " + term);
    sentences(section, after(section, lines.get(1), "In short: "), 1, 1, 16);
    require(lines.get(2).isBlank(), section, "no blank line after \"In short\"");
    sentences(section, String.join("\n", lines.subList(2, lines.size())).strip(), 2, 4, 20);
  }

  private void labelled(Section section, int least, int most, int labelWords) {
    List<String> items = section.text().lines().filter(line -> !line.isBlank()).toList();
    between(items.size(), least, most, section.line(), "items of " + section.heading());
    for (String item : items) {
      Matcher matcher = LABELLED.matcher(item);
      require(matcher.matches(), section, "not an item with a label: " + item);
      if (matcher.matches()) {
        require(
            PassageText.words(matcher.group(1)) <= labelWords,
            section,
            "label: " + matcher.group(1));
        sentences(section, matcher.group(2), 2, 3, 20);
      }
    }
  }

  private void formulae(Section section) {
    String[] blocks = section.text().split("(?m)^### ", -1);
    require(blocks[0].isBlank(), section, "text before the first formula");
    between(blocks.length - 1, 1, 2, section.line(), "formulae");
    for (String block : List.of(blocks).subList(1, blocks.length)) {
      List<String> lines = block.lines().filter(line -> !line.isBlank()).toList();
      require(lines.get(1).matches("\\$\\$.+\\$\\$"), section, "no formula: " + lines.get(1));
      String spoken = after(section, lines.get(2), "Spoken: ");
      require(!UNSPEAKABLE.matcher(spoken).find(), section, "cannot be spoken: " + spoken);
      List<String> symbols = lines.subList(3, lines.size());
      between(symbols.size(), 1, 6, section.line(), "symbols");
      for (String symbol : symbols) {
        require(SYMBOL.matcher(symbol).matches(), section, "symbol: " + symbol);
      }
    }
  }

  private void example(Section section) {
    List<String> lines = section.text().lines().filter(line -> !line.isBlank()).toList();
    sentences(section, after(section, lines.get(0), "Problem: "), 1, 3, 20);
    int steps = 0;
    for (String line : lines.subList(1, lines.size())) {
      Matcher step = STEP.matcher(line);
      if (step.matches()) {
        steps++;
        sentences(section, step.group(1), 1, 2, 20);
      } else {
        require(line.matches(" {2,}\\$\\$.+\\$\\$"), section, "neither step nor formula: " + line);
      }
    }
    between(steps, 3, 4, section.line(), "steps");
  }

  private void misconception(Section section) {
    List<String> lines = section.text().lines().filter(line -> !line.isBlank()).toList();
    sentences(section, after(section, lines.get(0), "Wrong: "), 1, 1, 14);
    sentences(section, after(section, lines.get(1), "Right: "), 1, 1, 14);
    sentences(section, after(section, lines.get(2), "Why: "), 2, 3, 20);
    between(lines.size(), 3, 3, section.line(), "lines");
  }

  private void takeaways(Section section) {
    List<String> items = section.text().lines().toList();
    between(items.size(), 3, 3, section.line(), "takeaways");
    items.forEach(item -> sentences(section, after(section, item, "- "), 1, 1, 14));
  }

  private void checks(Section section) {
    List<String> checks = List.of(section.text().split("\n\\s*\n"));
    between(checks.size(), 3, 3, section.line(), "checks");
    require(checks.stream().anyMatch(check -> check.matches("(?s).*\\d.*")), section, "no numbers");
    for (String check : checks) {
      List<String> lines = check.lines().toList();
      between(lines.size(), 2, 2, section.line(), "lines of a check");
      String question = after(section, lines.get(0), "Q: ");
      require(question.endsWith("?") || question.endsWith("."), section, "question: " + question);
      sentences(section, question, 1, 3, 20);
      sentences(section, after(section, lines.get(1), "A: "), 1, 2, 20);
    }
  }

  private void interest(Section section) {
    String[] parts = section.text().split("\n", 2);
    String hook = after(section, parts[0], "Hook: ");
    sentences(section, hook, 2, 2, 35);
    require(PassageText.words(hook) <= 35, section, "hook of more than 35 words: " + hook);
    require(parts.length == 2, section, "nothing after the hook");
    example(new Section(2, section.heading(), section.line(), parts[parts.length - 1]));
  }

  private void sentences(Section section, String text, int least, int most, int words) {
    List<String> sentences = List.of(SENTENCE_END.split(text.strip()));
    between(sentences.size(), least, most, section.line(), "sentences: " + text);
    for (String sentence : sentences) {
      require(
          PassageText.words(sentence) <= words, section, "over " + words + " words: " + sentence);
      require(sentence.matches("(?s).*[.!?][\"”']?"), section, "not a sentence: " + sentence);
      Matcher bad = UNSPEAKABLE.matcher(sentence);
      require(!bad.find(), section, "cannot be spoken: " + sentence);
    }
  }

  private String after(Section section, String line, String prefix) {
    require(line.startsWith(prefix), section, "expected \"" + prefix + "\": " + line);
    return line.startsWith(prefix) ? line.substring(prefix.length()) : line;
  }

  private void between(int count, int least, int most, int line, String what) {
    require(
        count >= least && count <= most,
        line,
        count + ", not " + least + " to " + most + ", " + what);
  }

  private void require(boolean holds, Section section, String what) {
    require(holds, section.line(), "in \"" + section.heading() + "\": " + what);
  }

  private void require(boolean holds, int line, String what) {
    if (!holds) {
      breaches.add(source.name() + ":" + line + ": " + what);
    }
  }
}
