package io.vividly.core.model;

import java.util.List;

/** The passages that a script is written from, best first. */
public record Passages(List<Passage> list) implements StageOutput {

  public Passages {
    list = List.copyOf(list);
  }
}
