package io.vividly.core.model;

/** Identifies a passage in its knowledge base, as in {@code newtons-third-law#definition}. */
public record PassageId(String value) {

  public PassageId {
    Require.text(value, "passage id");
  }

  @Override
  public String toString() {
    return value;
  }
}
