package io.vividly.core.model;

/**
 * A piece of a source that a script may rest on.
 *
 * @param topicId the topic that the passage belongs to
 * @param title of the source, as in "Newton's third law"
 * @param section of the source, as in "Worked example"
 * @param text Markdown, with formulae in LaTeX between dollar signs
 * @param source where it comes from
 * @param licence under which it may be used
 * @param score how well it fits the query, higher is better; only the order means something
 */
public record Passage(
    PassageId id,
    String topicId,
    String title,
    String section,
    String text,
    String source,
    String licence,
    double score) {

  public Passage {
    Require.text(topicId, "topic id");
    Require.text(title, "title");
    Require.text(section, "section");
    Require.text(text, "text");
    Require.text(source, "source");
    Require.text(licence, "licence");
  }

  public Citation citation() {
    return new Citation(id, title, section, source, licence);
  }
}
