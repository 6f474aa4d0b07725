package io.vividly.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a scene shows. Anything that appears in the course of a scene is cued by the index (from 0)
 * of the scene's line that is spoken when it appears.
 */
public sealed interface Visual {

  /** Something that appears when the line with this index begins. */
  record Cued(String text, int line) {
    public Cued {
      Require.text(text, "text of a cue");
      Require.that(line >= 0, "line must not be negative");
    }
  }

  /**
   * The title card.
   *
   * @param kicker a few words above the title, as in "Physics · Grade 10"
   * @param question what the video sets out to answer
   */
  record TitleCard(String kicker, String title, Cued question) implements Visual {}

  /** A term and the one sentence to remember about it. */
  record KeyIdea(String term, Cued statement) implements Visual {}

  /** A numbered way through something. */
  record Steps(String heading, List<Cued> steps) implements Visual {
    public Steps {
      steps = List.copyOf(steps);
      Require.notEmpty(steps, "steps");
    }
  }

  /**
   * A formula, its symbols explained one by one.
   *
   * @param latex without dollar signs
   */
  record Formula(String heading, String latex, int line, List<Symbol> symbols) implements Visual {
    public Formula {
      Require.text(latex, "formula");
      symbols = List.copyOf(symbols);
    }
  }

  /**
   * A symbol of a formula.
   *
   * @param latex without dollar signs
   * @param meaning what it stands for, with its unit
   */
  record Symbol(String latex, String meaning, int line) {
    public Symbol {
      Require.text(latex, "symbol");
      Require.text(meaning, "meaning of a symbol");
    }
  }

  /**
   * A problem and its solution, line by line.
   *
   * @param setting a few words of the world it plays in, as in "Basketball"
   */
  record WorkedExample(String setting, Cued problem, List<Working> workings) implements Visual {
    public WorkedExample {
      workings = List.copyOf(workings);
      Require.notEmpty(workings, "workings");
    }
  }

  /**
   * One line of a solution.
   *
   * @param content LaTeX without dollar signs, or plain text
   */
  record Working(String content, boolean isLatex, int line) {
    public Working {
      Require.text(content, "content of a working");
    }
  }

  /** A wrong belief, crossed out when the right one appears. */
  record Misconception(Cued wrong, Cued right) implements Visual {}

  /** What to remember; the items appear one by one. */
  record Takeaways(List<Cued> items) implements Visual {
    public Takeaways {
      items = List.copyOf(items);
      Require.notEmpty(items, "takeaways");
    }
  }

  /** The sources, at the end. */
  record Sources(List<String> entries) implements Visual {
    public Sources {
      entries = List.copyOf(entries);
      Require.notEmpty(entries, "sources");
    }

    /** Two entries for each document: what it is, and which of its sections are cited. */
    public static Sources of(List<Citation> citations) {
      Map<String, Set<String>> sections = new LinkedHashMap<>();
      for (Citation citation : citations) {
        String document = citation.title() + " · " + citation.source() + " · " + citation.licence();
        sections
            .computeIfAbsent(document, title -> new LinkedHashSet<>())
            .add(citation.section().replaceFirst("^Interest: ", ""));
      }
      List<String> entries = new ArrayList<>();
      sections.forEach(
          (document, names) -> {
            entries.add(document);
            entries.add("Sections: " + String.join(", ", names));
          });
      return new Sources(entries);
    }
  }
}
