package io.vividly.localai.voice;

import java.util.ArrayList;
import java.util.List;

/** Puts written text into words that can be spoken, and keeps track of what was written. */
final class Verbalizer {

  List<SpokenToken> verbalize(String text) {
    List<SpokenToken> tokens = new ArrayList<>();
    for (String written : text.strip().split("\\s+")) {
      String word = written.replaceAll("[^A-Za-z']", "");
      Pause pause = written.endsWith(".") ? Pause.STATEMENT : Pause.NONE;
      tokens.add(new SpokenToken(written, word.isEmpty() ? List.of() : List.of(word), pause));
    }
    return tokens;
  }
}
