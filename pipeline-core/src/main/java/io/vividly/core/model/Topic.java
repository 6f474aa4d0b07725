package io.vividly.core.model;

/**
 * Something that can be taught.
 *
 * @param id stable and readable, as in {@code newtons-third-law}
 * @param title as a person writes it, as in "Newton's third law"
 */
public record Topic(String id, String title, Subject subject) {

  public Topic {
    Require.text(id, "topic id");
    Require.text(title, "topic title");
  }
}
